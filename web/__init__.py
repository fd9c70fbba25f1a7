"""Django's project: settings, addresses of pages."""
