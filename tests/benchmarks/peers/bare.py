"""Peer: the smallest page of NiceGUI on FastAPI. What it takes to start, any such program takes."""

from fastapi import FastAPI
from nicegui import ui

app = FastAPI()


@ui.page("/")
def page() -> None:
    ui.label("Hello")


ui.run_with(app, show_welcome_message=False)
