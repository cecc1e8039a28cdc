"""What a cell shows, cut to what a page can show: beside `running.py`, in a sandbox."""

import json

SHOWN = 20_000  # letters of a cell's output that are kept
PICTURE = 1_500_000  # letters of a picture


def client_class():
    """nbclient's client, which here keeps no more of an output than a page can show."""
    from nbclient import NotebookClient

    class Client(NotebookClient):
        def output(self, outs, msg, display_id, cell_index):
            if sum(map(size, outs)) < SHOWN + PICTURE and len(outs) < 500:
                return super().output(outs, shorter(msg), display_id, cell_index)
            return None

    return Client


def size(output):
    return len(json.dumps(output, default=str))


def shorter(message):
    """The message with its texts cut to what a page can show."""
    content = message["content"]
    if isinstance(content.get("text"), str):
        content["text"] = content["text"][:SHOWN]
    for kind, shown in list(content.get("data", {}).items()):
        most = PICTURE if kind.startswith("image/") else SHOWN
        if len(shown if isinstance(shown, str) else json.dumps(shown)) > most:
            content["data"][kind] = f"(more than {most:,} letters)"
    if "traceback" in content:
        content["traceback"] = [str(x)[:SHOWN] for x in content["traceback"][-20:]]
    return message
