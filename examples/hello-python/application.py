"""The smallest Python application that Beanpole deploys: standard library only, so nothing is installed."""

import os
import signal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"Hello from Python\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def stop(*_):
    raise SystemExit(0)


signal.signal(signal.SIGTERM, stop)
port = int(os.environ["PORT"])
print(f"hello listens on port {port}", flush=True)
ThreadingHTTPServer(("127.0.0.1", port), Hello).serve_forever()
