@echo off
rem Installs dgov-std from the wheels beside this file, without a network: install.bat [FOLDER]
rem Every byte of this file is ASCII.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "FOLDER=%~1"
if not defined FOLDER set "FOLDER=%HERE%dgov-std"
py -3 -c "import sys; open(sys.argv[1], 'w').write('windows-x64-cp%%d%%d' %% sys.version_info[:2])" "%TEMP%\dgov-std-target.txt"
if errorlevel 1 goto nopython
set /p TARGET=<"%TEMP%\dgov-std-target.txt"
del "%TEMP%\dgov-std-target.txt"
if not exist "%HERE%requirements\%TARGET%.txt" goto nowheels
py -3 -m venv "%FOLDER%"
if errorlevel 1 exit /b 2
"%FOLDER%\Scripts\python.exe" -m pip install --disable-pip-version-check --no-index --find-links "%HERE%wheels" --only-binary=:all: --require-hashes -r "%HERE%requirements\%TARGET%.txt"
if errorlevel 1 exit /b 2
echo Installed. Use: "%FOLDER%\Scripts\dgov-std.exe" check FILE
exit /b 0
:nopython
echo There is no Python here (the launcher py was not found). The one-folder build of dgov-std needs none.
exit /b 2
:nowheels
echo There are no wheels for this Python (%TARGET%).
exit /b 2
