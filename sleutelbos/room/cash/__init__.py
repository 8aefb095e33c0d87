"""Costs and the cash book.

Nobody here works for pay, and nobody loses money by it: who bought something for the room asks it
back, with a photo of the receipt. The treasurer pays from the tin or through the bank, once. What
went in and out stands in a book in which nothing is ever changed: a mistake gets the opposite
beside it. The tin is never below nothing, and counting it shows whether the book is right. A
volunteer allowance stays below what the law allows that year, and the page says what it means.
"""
