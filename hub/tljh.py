"""CRM Lab for a class on one machine, with The Littlest JupyterHub (tljh.jupyter.org).

As the hub's administrator, once. The users' Python has to be 3.11 or newer, which an
older hub's is not (/opt/tljh/user/bin/python --version).

    sudo git clone ADDRESS_OF_THE_COURSE /opt/crmlab
    sudo /opt/tljh/user/bin/pip install --editable /opt/crmlab
    sudo cp /opt/crmlab/hub/tljh.py /opt/tljh/config/jupyterhub_config.d/crmlab.py
    sudo tljh-config reload hub

For an update: sudo git -C /opt/crmlab pull. A student's folder is my_work, at home.
"""

c = get_config()  # noqa: F821  (JupyterHub runs this file and provides the function)

# Brings the student's folder up to date, then serves it.
c.Spawner.cmd = ["/opt/tljh/user/bin/crmlab", "lab"]
c.Spawner.start_timeout = 180  # a class that comes at once takes turns

# A server takes some 160 MB, and each open notebook up to 500 MB.
c.SystemdSpawner.mem_limit = "2G"
c.SystemdSpawner.cpu_limit = 2.0
