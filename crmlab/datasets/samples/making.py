"""The makers of the sample exports: each returns (the file's bytes, the book)."""

from crmlab.datasets.samples import till, web_shop

MADE = {"web_shop": web_shop.make, "till": till.make}
