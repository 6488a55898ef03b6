# The service: `docker compose up` starts it with PostgreSQL. Weights of the embedded road are fetched at the first briefing.
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY summarizer summarizer
COPY schemas schemas
COPY prompts prompts
RUN python -m venv /opt/summarizer && \
    /opt/summarizer/bin/pip install --no-cache-dir '.[service]'

FROM python:3.12-slim-bookworm
RUN useradd --create-home --uid 10001 summarizer
COPY --from=build /opt/summarizer /opt/summarizer
USER 10001
WORKDIR /home/summarizer
ENV PATH=/opt/summarizer/bin:$PATH PYTHONUNBUFFERED=1
EXPOSE 8765
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8765/readyz', timeout=4)"]
ENTRYPOINT ["summarizer"]
CMD ["serve", "--host", "0.0.0.0"]
