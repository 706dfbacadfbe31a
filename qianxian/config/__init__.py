"""The frame of the project: settings, addresses, WSGI, runtime. Owns no table and no county noun."""
