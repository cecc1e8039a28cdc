"""What `crmlab COMMAND` does, a module for each kind of work.

Each module has COMMANDS, {name: function of what was asked}, and TEXT, where a
command's name has the line that the help shows of it; and `add(name, command)`, which
gives a command its arguments. A function returns 0, or 1 where it found faults.
"""
