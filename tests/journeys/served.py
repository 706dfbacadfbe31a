"""Settings of the served example: the product's own, with the quick hash that the loaded example's passwords carry.

No connection outlives its request, so that the database can be replaced under the running server.
"""

from qianxian.config.settings import *  # noqa: F403
from qianxian.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
