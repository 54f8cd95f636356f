/** The visual language of the sign-in page (app/globals.css), as far as these pages need it. */
export const stylesheet = `
:root{color-scheme:light dark;--canvas:light-dark(#f7f8fa,#0e1116);--surface:light-dark(#fff,#161b22);
--subtle:light-dark(#eff1f5,#1e242e);--text:light-dark(#14181f,#e8ecf2);--muted:light-dark(#525c6b,#a3aebd);
--hairline:light-dark(#e1e5eb,#2a323d);--control:light-dark(#858e9d,#6c7787);--accent:light-dark(#2f55d4,#8fa8ff);
--on-accent:light-dark(#fff,#0b1020);--danger:light-dark(#a32015,#ff8f85);--danger-tint:light-dark(#fdecea,#3b1513)}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);
font:14px/20px "Inter Variable",Inter,system-ui,sans-serif;overflow-wrap:break-word;-webkit-font-smoothing:antialiased}
main{max-width:400px;margin:0 auto;padding:18vh 0 48px}
.card{background:var(--surface);border:1px solid var(--hairline);border-radius:14px;padding:32px}
.brand{display:flex;align-items:center;gap:8px;margin:0;font-weight:600;font-size:16px;line-height:24px}
.brand svg{width:28px;height:28px;flex:none}
.gate{fill:var(--accent)}
.bars{stroke:var(--on-accent)}
h1{margin:24px 0 0;font-size:24px;line-height:32px;font-weight:600;letter-spacing:-.01em}
p{margin:16px 0 0}
ul{margin:16px 0 0;padding:0;list-style:none;border:1px solid var(--hairline);border-radius:10px}
li{padding:12px 16px}
li+li{border-top:1px solid var(--hairline)}
li strong,li span{display:block}
strong{font-weight:600}
.muted,li span{color:var(--muted)}
.alert{padding:12px 16px;border-radius:10px;background:var(--danger-tint);color:var(--danger)}
form{margin:24px 0 0;display:grid;gap:12px}
label{display:grid;gap:4px;font-weight:500}
input{width:100%;height:44px;padding:0 12px;border:1px solid var(--control);border-radius:6px;
background:var(--surface);color:var(--text);font:inherit;font-size:16px;line-height:24px}
input.code{font:600 20px/28px "JetBrains Mono",ui-monospace,monospace;letter-spacing:.12em;text-transform:uppercase}
button,.button{display:block;width:100%;min-height:44px;padding:10px 16px;border:1px solid var(--control);border-radius:6px;
background:var(--surface);color:var(--text);font:inherit;font-weight:500;line-height:22px;text-align:center;
text-decoration:none;cursor:pointer}
button.primary,.button.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
button:hover,.button:hover{background:var(--subtle)}
button.primary:hover,.button.primary:hover{background:var(--accent);filter:brightness(1.08)}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code{font:13px/20px "JetBrains Mono",ui-monospace,monospace;overflow-wrap:anywhere}
.big{display:block;margin:16px 0 0;padding:12px 16px;border-radius:10px;background:var(--subtle);
font:600 24px/32px "JetBrains Mono",ui-monospace,monospace;letter-spacing:.08em;text-align:center}
dl{margin:24px 0 0;padding:16px;border-radius:10px;background:var(--subtle)}
dt{color:var(--muted);font-size:12px;line-height:16px}
dd{margin:2px 0 0}
dd+dt{margin-top:12px}
@media (max-width:479px){main{padding:0}body{background:var(--surface)}
.card{border:0;border-radius:0;padding:24px;padding-top:max(24px,10vh)}}
`;
