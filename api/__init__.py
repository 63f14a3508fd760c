"""Every door: the command line, HTTP and the web page."""
