"""The routes of `/api/page`: what a page needs beside what every caller does.

Must not import: api.application, api.main, sqlalchemy, sqlmodel.
"""
