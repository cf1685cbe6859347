#!/bin/sh
# Installs dgov-std from the wheels beside this file, without a network: ./install.sh [FOLDER]
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
folder=${1:-$here/dgov-std}
python=${PYTHON:-python3}
target=$("$python" -c 'import platform, sys
system = {"linux": "linux", "darwin": "macos"}.get(sys.platform, sys.platform)
print(f"{system}-{platform.machine()}-cp{sys.version_info.major}{sys.version_info.minor}")')
if [ ! -f "$here/requirements/$target.txt" ]; then
    echo "这里没有适合本机的安装包($target)。 / There are no wheels for this machine ($target)." >&2
    exit 2
fi
"$python" -m venv "$folder"
"$folder/bin/python" -m pip install --disable-pip-version-check --no-index --find-links "$here/wheels" \
    --only-binary=:all: --require-hashes -r "$here/requirements/$target.txt"
echo "装好了。用法 / Installed. Use: $folder/bin/dgov-std check FILE"
