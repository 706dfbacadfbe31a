"""Settings of the served example: the product's own, with the quick hash that the loaded example's passwords carry."""

from qianxian.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
