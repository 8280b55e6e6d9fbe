"""Texts that try to become more than text, and how to tell whether one did."""

from html.parser import HTMLParser

ACTS = ("alert(1)", "window.hit=1", "document.title='hit'")
TAGS = (
    "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<script/x>{}</script>", "<script src=data:,{}></script>",
    "<script src=//evil.example/x.js></script><!--{}-->", "<<script>{}//<</script>", "</textarea><script>{}</script>",
    "</title><script>{}</script>", "</p></div></article><script>{}</script>", "<!--><script>{}</script>-->",
    "<![CDATA[<script>{}</script>]]>", "<?xml version='1.0'?><script>{}</script>", "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<img src=x onerror={}>", '<img src=x onerror="{}">', "<img/src=x/onerror={}>", "<img src='x'onerror='{}'>", "<IMG SRC=x OnErRoR={}>",
    "<img src=x:x onerror\n=\n{}>", "<img src=`x` onerror={}>", "<image src=x onerror={}>", "<svg onload={}>", "<svg/onload={}>",
    "<svg><script>{}</script></svg>", "<svg><animate onbegin={} attributeName=x dur=1s>", "<svg><a xlink:href='javascript:{}'>x</a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload={}>#x'/></svg>", "<math><mi xlink:href='javascript:{}'>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}>", "<body onload={}>", "<iframe src='javascript:{}'></iframe>",
    "<iframe srcdoc='<script>{}</script>'></iframe>", "<object data='javascript:{}'></object>", "<embed src='javascript:{}'>",
    "<form action='javascript:{}'><button>x</button></form>", "<button formaction='javascript:{}'>x</button>", "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}>", "<textarea autofocus onfocus={}>", "<details open ontoggle={}>", "<video><source onerror={}></video>",
    "<audio src=x onerror={}>", "<marquee onstart={}>x</marquee>", "<div onmouseover='{}'>x</div>", "<a href='javascript:{}'>x</a>",
    "<a href=' javascript:{}'>x</a>", "<a href='java\tscript:{}'>x</a>", "<a href='&#106;avascript:{}'>x</a>", '<a href="vbscript:{}">x</a>',
    "<base href='javascript:{}//'>", "<link rel=stylesheet href='javascript:{}'>", "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<style>@import 'javascript:{}';</style>", "<style>*{{background:url(javascript:{})}}</style>", "<div style='width:expression({})'>x</div>",
    "<template><script>{}</script></template>", "<xss id=x tabindex=1 onfocus={}></xss>", "<div hx-get='/x' hx-on:click='{}'>x</div>",
    "<div hx-trigger='load' hx-get='javascript:{}'>x</div>", "<div data-hx-on-click='{}'>x</div>", "<portal src='javascript:{}'>",
)  # fmt: skip
MARKDOWN = (
    "[x](javascript:{})", "[x](JaVaScRiPt:{})", "[x]( javascript:{})", "[x](java\nscript:{})", "[x](&#106;avascript:{})", "[x](javascript&colon;{})",
    "[x](data:text/html,<script>{}</script>)", "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)<!--{}-->", "[x](vbscript:{})",
    "![x](javascript:{})", '![x](x "onerror={}")', '![x" onerror="{}](x)', '[x](https://a.example "\\" onmouseover=\\"{}")',
    '[x" onmouseover="{}](https://a.example)', "<javascript:{}>", '<https://a.example/" onclick="{}>', "[x]: javascript:{}\n\n[x]",
    '[a][b]\n\n[b]: <javascript:{}> "t"', "`<script>{}</script>`", "```\n<script>{}</script>\n```", '```" onclick="{}\nx\n```',
    "> <script>{}</script>", "* <img src=x onerror={}>", "| a |\n|---|\n| <svg onload={}> |", "# <script>{}</script>", "**<script>{}</script>**",
    'https://a.example/"onmouseover="{}', "http://a.example/<script>{}</script>", "[![x](javascript:{})](javascript:{})",
    "<details><summary>**x**</summary><script>{}</script></details>",
)  # fmt: skip
PLAIN = (
    '"><script>{}</script>', "'><script>{}</script>", '" onmouseover="{}', "' onmouseover='{}", "`onmouseover={}`", "{{{{constructor.constructor('{}')()}}}}",
    "{{% raw %}}{}{{% endraw %}}", "${{{}}}", "javascript:{}", "\\u003cscript\\u003e{}\\u003c/script\\u003e", "%3Cscript%3E{}%3C/script%3E",
    "&lt;script&gt;{}&lt;/script&gt;", "&#60;script&#62;{}&#60;/script&#62;", "<scr\u200cipt>{}</scr\u200cipt>", "＜script＞{}＜/script＞",
    "\u202e<script>{}</script>", "<scr<script>ipt>{}</scr</script>ipt>", "';{}//", '";{}//', "--><script>{}</script><!--",
    "]]><script>{}</script>", "</script><script>{}</script>", "\u2028{}\u2029", "<a\u00a0href=javascript:{}>x</a>",
)  # fmt: skip
TEXTS = [form.replace("{{", "\0").replace("}}", "\1").replace("{}", ACTS[number % 3]).replace("\0", "{").replace("\1", "}")
         for number, form in enumerate((*TAGS, *MARKDOWN, *PLAIN))]  # fmt: skip
TEXTS += [f"سلام {text} دنیا" for text in TEXTS[::3]]

OUR_SCRIPTS = "/static/"
RUNNING = frozenset(
    {"iframe", "object", "embed", "portal", "base", "frame", "applet", "style", "marquee", "math", "image"}
)
ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "xlink:href", "data", "srcdoc", "hx-get", "hx-post", "poster"}
)
SAFE_STARTS = ("/", "#", "?", "http://", "https://", "mailto:")


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in RUNNING or (tag == "script" and not given.get("src", "").startswith(OUR_SCRIPTS)):
            self.found.append(f"<{tag} {given}>")
        for name, value in given.items():
            is_foreign = name in ADDRESSES and ":" in value and not value.strip().lower().startswith(SAFE_STARTS)
            if name.startswith(("on", "hx-on", "data-hx-")) or name == "style" or is_foreign:
                self.found.append(f"<{tag} {name}={value!r}>")


def what_could_run(html: str) -> list[str]:
    """Return every element and attribute of a page that could run what somebody wrote."""
    judge = _Judge()
    judge.feed(html)
    judge.close()
    return judge.found
