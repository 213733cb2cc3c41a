"""Source without a Dockerfile: the platform brings one."""

PAGE = "v1"


def application(environ, start_response):
    start_response("200 OK", [("content-type", "text/plain")])
    return [f"docker-preconfigured {PAGE}\n".encode()]
