"""Who may be somebody of the demo: whoever tries it out, and nobody anywhere else.

The addresses exist in every installation and are closed in all but a demo: the walk of all
addresses, which runs without the setting, holds them to `NO_ONE`.
"""

from django.conf import settings

from sleutelbos.kit.policy import NO_ONE, Route

from .network import is_ours


def may_try() -> bool:
    """Is this a demo: started as one (`SLEUTELBOS_DEMO`), on the network of the demo? 1 query."""
    return bool(settings.DEMO) and is_ours()


ROUTES: dict[str, Route] = {
    "demo:who": Route(get=NO_ONE),
    "demo:be": Route(get=NO_ONE, post=NO_ONE),
    "demo:tablet": Route(post=NO_ONE),
}
