# Qianxian. `make` alone shows this help; a line with ## after a target is its help.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Each start of a process would compile some two thousand files anew where the surroundings forbid to keep them compiled.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run test soak lint lock structure

help: ## 显示这份说明 / show this help
	@echo "千线 Qianxian"; echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done
	@echo
	@echo "  PORT=8001 make run                 另一个端口"
	@echo "  QIANXIAN_HOME=/srv/qx make run     数据放在别处"
	@echo "  DATABASE_URL=postgresql://… make run   用已有的 PostgreSQL（15 以上）"

setup: $(READY) ## 建立环境、安装依赖 / install into .venv (seconds when done before)

$(READY): requirements.lock pyproject.toml $(wildcard qianxian/locale/*/LC_MESSAGES/*.po qianxian/cli/locale/*/LC_MESSAGES/*.po)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 以上。Debian 上请运行：" >&2; echo "  apt-get update && apt-get install -y git make python3 python3-venv" >&2; exit 1; }
	@if ! { $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' && $(BIN)/python -m pip --version; } >/dev/null 2>&1; then \
	  rm -rf $(VENV); $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "这个 Python 不能建立虚拟环境。Debian 上请运行：" >&2; echo "  apt-get update && apt-get install -y git make python3 python3-venv" >&2; exit 1; }; fi
	@echo "正在安装依赖……"
	@if $(BIN)/python -m pip install -q --disable-pip-version-check uv 2>/dev/null && $(BIN)/uv --version >/dev/null 2>&1 \
	  && VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements.lock 2>/dev/null; then :; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock; fi
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@if [ -d qianxian/locale ]; then $(BIN)/pybabel -q compile -f -D django -d qianxian/locale; $(BIN)/pybabel -q compile -f -D click -d qianxian/cli/locale; fi
	@touch $@

run: setup ## 启动（首次载入斗门示例）/ start; the first time it loads the Doumen example
	@$(BIN)/qianxian serve --example

test: setup ## 运行全部检验 / every test, browser journeys included
	@$(BIN)/python tests/whole_run.py $(ARGS)

soak: setup ## 长时间检验（数小时），最后打印数字 / the long runs, with figures
	@$(BIN)/python -m tests.soak $(ARGS)

lint: setup ## 检查写法与房间次序 / style and the order of rooms
	@$(BIN)/ruff check qianxian tests bench
	@if [ -f .importlinter ] || grep -q '^\[tool.importlinter' pyproject.toml; then $(BIN)/lint-imports; fi

lock: ## 重写 requirements.lock / renew the lock from pyproject.toml
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q --all-extras --generate-hashes --no-emit-index-url --no-annotate --python-version 3.11 --universal pyproject.toml -o requirements.lock

structure: setup ## 重写 structure.sql（改过 migrations 之后） / renew the tables of a new home from all migrations
	@$(BIN)/python -m qianxian.config.runtime.structure
