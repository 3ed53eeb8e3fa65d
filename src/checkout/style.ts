/** What the element looks like. Its colours and shapes are custom properties; docs/checkout.md lists them. Without line ends, for which every page would pay. */
export const style = `\
:host{display:block;color-scheme:light;--t:#1d1d1f;--m:#5c5c66;--g:#fff;--a:#1456b8;--o:#fff}\
:host([hidden]){display:none}\
:host([theme=dark]){color-scheme:dark;--t:#f2f2f5;--m:#b4b4bf;--g:#1c1c1f;--a:#8ab8ff;--o:#10131a}\
@media (prefers-color-scheme:dark){:host(:not([theme=light])){color-scheme:dark;--t:#f2f2f5;--m:#b4b4bf;--g:#1c1c1f;--a:#8ab8ff;--o:#10131a}}\
section,dialog{--text:var(--shroff-text,var(--t));--muted:var(--shroff-muted,var(--m));--ground:var(--shroff-background,var(--g));\
--line:var(--shroff-border,#85858f);--accent:var(--shroff-accent,var(--a));--on-accent:var(--shroff-on-accent,var(--o))}\
*{box-sizing:border-box;margin:0}\
section,dialog{font:1rem/1.5 var(--shroff-font,system-ui,sans-serif);color:var(--text);background:var(--ground);overflow-wrap:anywhere}\
section{max-inline-size:26rem;margin-inline:auto;padding:1.25rem;border:1px solid var(--line);border-radius:var(--shroff-radius,12px);\
display:grid;gap:1rem;text-align:center;font-variant-numeric:tabular-nums}\
[part=description],[part=time],[part=hint],legend{color:var(--muted);font-size:.875rem}\
[part=amount]{font-size:2rem;font-weight:600;line-height:1.2}\
:empty:not(svg,path,input,p,[part=spinner]){display:none}\
p:empty{position:absolute}\
fieldset{border:0;padding:0;min-inline-size:0;display:grid;gap:.5rem;text-align:start}\
legend{padding:0;margin-block-end:.5rem}\
label{display:flex;gap:.75rem;align-items:center;min-block-size:3rem;padding:.5rem 1rem;border:1px solid var(--line);\
border-radius:var(--shroff-radius,8px);cursor:pointer}\
label:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}\
input{inline-size:1.25rem;block-size:1.25rem;accent-color:var(--accent)}\
[part=panel],dialog div{display:grid;gap:.75rem;justify-items:center;text-align:center}\
[part=code]{background:#fff;border:1px solid #85858f;border-radius:8px;overflow:hidden;line-height:0;forced-color-adjust:none}\
[part=code][data-old]{opacity:.12}\
[part~=button]{display:block;inline-size:100%;min-block-size:3rem;padding:.7rem 1rem;border:1px solid transparent;\
border-radius:var(--shroff-radius,8px);background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-align:center;\
text-decoration:none;cursor:pointer}\
[part~=second]{background:transparent;color:var(--accent);border-color:var(--accent)}\
button:disabled{opacity:.6;cursor:default}\
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}\
[part=result]{font-size:2.5rem;line-height:1;color:var(--accent)}\
[part=alert]:not(:empty){padding:.75rem;border:1px solid var(--line);border-inline-start-width:4px;text-align:start;border-radius:4px}\
[part=status]{font-weight:600}\
[part=spinner]{inline-size:2rem;block-size:2rem;border:3px solid var(--line);border-block-start-color:var(--accent);border-radius:50%;\
animation:turn 1s linear infinite}\
@keyframes turn{to{transform:rotate(1turn)}}\
dialog{max-inline-size:min(22rem,90vw);margin:auto;padding:1.25rem;border:1px solid var(--line);border-radius:var(--shroff-radius,12px)}\
dialog::backdrop{background:#0008}\
.spoken{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\
@media (prefers-reduced-motion:reduce){*{animation:none!important}}\
@media (forced-colors:active){[part~=button]{border-color:ButtonText;background:ButtonFace;color:ButtonText}}\
`
