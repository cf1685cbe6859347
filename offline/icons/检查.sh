#!/bin/sh
# dgov-std: checks the files that are given or dropped; the reports are written beside them.
# Without files it makes 检查.desktop, the icon to drop files on: an entry of a desktop must name a full path.
here=$(dirname -- "$(readlink -f -- "$0")")

make_icon() {
    # Quoted as the Desktop Entry Specification asks: for the command line, then for the file; a % is doubled.
    quoted=$(printf '%s' "$here/检查.sh" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')
    cat > "$here/检查.desktop" <<END
[Desktop Entry]
Type=Application
Version=1.0
Name=检查
Name[en]=Check tables
Comment=把 xlsx、xls、et、csv 文件拖到这里
Comment[en]=Drop xlsx, xls, et or csv files here
Exec=sh "$quoted" %F
Terminal=true
Icon=x-office-spreadsheet
Categories=Office;
MimeType=text/csv;application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;
END
    chmod +x "$here/检查.desktop" && echo "图标做好了: $here/检查.desktop, 可以复制到桌面上。"
}

if [ ! -x "$here/dgov-std" ]; then
    echo "找不到 dgov-std, 或者它没有执行权限。请把压缩包整个解压到自己的文件夹里, 不要放在 U 盘上运行。"
    code=2
else
    [ "$#" -gt 0 ] || make_icon
    "$here/dgov-std" --dropped "$@"
    code=$?
fi
# A window that opened for this would close before it was read.
if [ "$code" -ne 0 ] && [ -t 0 ] && [ -t 1 ]; then
    printf '按回车键关闭。'
    read -r _
fi
exit "$code"
