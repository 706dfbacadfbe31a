"""Settings of the served example: the product's own, with the quick hash that the loaded example's passwords carry.

A connection outlives its request as it does in a county: made anew it would learn tables and policies anew for each page. Where the database
is replaced under the running server its connections are ended, and the next request, which asks first whether its own still stands, makes another.
"""

from qianxian.config.settings import *  # noqa: F403
from qianxian.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
assert DATABASES["default"]["CONN_MAX_AGE"] and DATABASES["default"]["CONN_HEALTH_CHECKS"]
