# The same verbs as ./dev, for people who use just.
default: check
setup:
    ./dev setup
demo *args:
    ./dev demo {{args}}
test *args:
    ./dev test {{args}}
check *args:
    ./dev check {{args}}
run *args:
    ./dev run {{args}}
