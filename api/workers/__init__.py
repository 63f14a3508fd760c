"""Questions answered in processes of their own, behind one that speaks HTTP: whichever is idle takes the next.

The process at the door knows who asks and keeps the line (`relay`). It hands each question to one of the others
(`pool`), which answers it as a service of one process would (`worker`). They speak in frames over a pair of sockets.
"""
