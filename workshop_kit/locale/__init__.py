"""The gettext catalogues: LANGUAGE/LC_MESSAGES/phone.po and desk.po."""
