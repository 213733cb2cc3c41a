"""A page from inside of a container."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "v1"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"docker {PAGE}\n".encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
