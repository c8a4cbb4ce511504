# One image for the API and the front: the command decides.
FROM python:3.12-slim AS built
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY api api
COPY notes_ui notes_ui
RUN python -m venv /notes && /notes/bin/pip install --no-cache-dir -c constraints.txt '.[postgres]'

FROM python:3.12-slim
COPY --from=built /notes /notes
RUN useradd --system --uid 1000 notes && install --directory --owner=notes /data
ENV PATH=/notes/bin:$PATH PYTHONDONTWRITEBYTECODE=1 NOTES_HOST=0.0.0.0 NOTES_PORT=8000
USER 1000
# Only what is kept here must be writable: the file with the notes, unless they are in PostgreSQL.
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["notes"]
