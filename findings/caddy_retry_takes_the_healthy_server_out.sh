#!/usr/bin/env bash
# Caddy tries a POST at a second server, fails, and takes that healthy server out as well.
#
# Caddy 2.6.2 (Debian 12). With `lb_try_duration`, a request that the first server refuses (nothing
# listens there) is tried at the next one. One would expect this of a POST too, as not a byte of it
# was sent; or an error and no more. But the refused connection closes the body. The second attempt
# fails with "http: invalid Read on closed Body", and with `fail_duration` this failure counts
# against the second server. So one stopped server of two makes all requests fail: 502 once, then
# 503 for the whole `fail_duration`, and then again. A GET is served all the time.
#
# Seen: GET: 200 200 200 200. POST: all 200 but one 502 without `lb_try_duration`; with it, one 200
# at most, one 502, and 503 from then on. Caddy 2.11.2 mends it. Fails if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq caddy=2.6.2-5 2>/dev/null
dpkg -x caddy_*.deb .
./usr/bin/caddy version | grep -q '^2\.6\.2'

cat >server.py <<'PYTHON'
import http.server


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", 48702), Answer).serve_forever()
PYTHON
python3 server.py 2>/dev/null &  # and nothing listens on 48701

listens() {
    for _ in $(seq 100); do
        (: >/dev/tcp/127.0.0.1/"$1") 2>/dev/null && return
        sleep 0.1
    done
}
listens 48702

statuses() {  # of four requests with these options of curl, as Caddy is told by the first argument
    printf '{\n admin off\n}\nhttp://127.0.0.1:48700 {\n reverse_proxy %s {\n%s\n}\n}\n' \
        "127.0.0.1:48701 127.0.0.1:48702" "lb_policy round_robin
fail_duration 30s
$1" >Caddyfile
    ./usr/bin/caddy run --adapter caddyfile --config Caddyfile 2>/dev/null &
    listens 48700
    shift
    for _ in 1 2 3 4; do
        curl -s -o /dev/null -w '%{http_code} ' "$@" http://127.0.0.1:48700/
    done
    kill %%
    wait %% 2>/dev/null || true
}

get=$(statuses "lb_try_duration 5s")
once=$(statuses "" -d hello)
again=$(statuses "lb_try_duration 5s" -d hello)
printf 'GET: %s\nPOST: %s\nPOST with lb_try_duration: %s\n' "$get" "$once" "$again"
[ "$get" = "200 200 200 200 " ]
[[ "$once" =~ ^(200 )*502\ (200 )*$ ]]
[[ "$again" =~ ^(200 )?502\ (503 )+$ ]]
echo "as recorded"
