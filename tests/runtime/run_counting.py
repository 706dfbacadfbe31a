"""The supervisor over a real server and real gunicorn, with the counting application in the product's place."""

import os
import sys
from pathlib import Path

from qianxian.config.runtime import address, database, supervisor

home, port = Path(os.environ["QIANXIAN_HOME"]), int(sys.argv[1])
with supervisor.only_one(home, f"http://127.0.0.1:{port}"), database.ready(home) as server:
    found = address.dsn(address.owner(home))
    os.environ["COUNTING_DSN"] = f"host={found['host']} dbname={found['dbname']} user={found['user']}"
    keeper = supervisor.Supervisor(home, "127.0.0.1", port, server, web_workers=2, say=lambda text: print(text, flush=True))
    web = keeper.children[0].command
    web[web.index("qianxian.config.wsgi:application")] = "tests.runtime.counting:application"
    keeper.children[1].command = [sys.executable, "-c", "import time; time.sleep(3600)"]
    keeper.run(when_up=lambda: print("up", flush=True))
