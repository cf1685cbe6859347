@echo off
rem dgov-std: drop tables onto this file. Up to the next line every byte is ASCII, afterwards GB2312.
chcp 936 >nul
title dgov-std 检查
setlocal EnableExtensions DisableDelayedExpansion
set "PROGRAM=%~dp0dgov-std.exe"
set "NAME=%~nx0"
if not exist "%PROGRAM%" goto absent
setlocal EnableDelayedExpansion
set "LINE=!CMDCMDLINE!"
set "REST=!LINE:*%NAME%" =!"
if "!REST!"=="!LINE!" goto typed
set "REST=!REST:~0,-1!"
"!PROGRAM!" --dropped !REST!
set "CODE=!ERRORLEVEL!"
for %%C in (0 1 2 3 130 143) do if "!CODE!"=="%%C" goto known
echo 程序没有启动, 代码 !CODE!。可能被杀毒软件拦住了, 请让管理单位的技术人员看一下。
:known
if not "!CODE!"=="0" pause
exit !CODE!
:typed
endlocal
"%PROGRAM%" --dropped %*
exit /b %ERRORLEVEL%
:absent
echo 找不到 dgov-std.exe。
echo 如果是在压缩包里打开的, 请先解压; 如果只复制了这一个文件, 请复制整个文件夹。
pause
exit 2
