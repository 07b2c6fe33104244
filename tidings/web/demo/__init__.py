"""An invented office to look around in: appeals, lists of found people, press reports, staff.

Everybody here is invented. What is in each file, and how its days are written, is in README.md beside this file.
"""
