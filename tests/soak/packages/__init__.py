"""Packages of evidence made by the thousand, and everything somebody might do to one."""
