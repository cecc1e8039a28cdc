"""Chinese, marked as Chinese, so that a screen reader says it in its own voice."""

import re

HAN = "[\u3400-\u9fff]"
MARKED = re.compile(r'<span lang="zh">(.*?)</span>', re.DOTALL)
RUN = re.compile(rf"(?:\b[A-Z]+ )?{HAN}+(?:[、，·]{HAN}+)*")  # 客户细分, KANO 模型
FENCED, CODE, LINK = r"(```|~~~).*?\1", r"`[^`\n]*`", r"!?\[[^\]]*\]\([^)]*\)"
TAG = r"</?[a-zA-Z][^>\n]*>"
KEPT = re.compile("|".join([FENCED, CODE, LINK, TAG]), re.DOTALL)


def marked(text):
    """A Markdown text with its hanzi in <span lang="zh">; code, links and tags stay."""
    text, parts, at = unmarked(text), [], 0
    for kept in KEPT.finditer(text):
        parts += [_mark(text[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join(parts) + _mark(text[at:])


def unmarked(text):
    """The text as an author writes it and a reader sees it."""
    return MARKED.sub(r"\1", text)


def _mark(text):
    return RUN.sub(r'<span lang="zh">\g<0></span>', text)
