"""The page: NiceGUI components on top of `api`."""
