@echo off
node "%~dp0pulumi-resource-atlas-org" %*
