/// What the page brings along.
extension HTMLReport {
  static let style = """
    :root{--text:#1b1f24;--dim:#57606a;--ground:#fff;--raised:#f6f8fa;--line:#d0d7de;--link:#0550ae;--mark:#fff3c4;\
    --error:#b42318;--warning:#8a5a00;--info:#0550ae;--hint:#0f6b5c;--tokens:#4a6fa5}
    @media(prefers-color-scheme:dark){:root{--text:#e6edf3;--dim:#9da7b3;--ground:#0d1117;--raised:#161b22;\
    --line:#30363d;--link:#79b8ff;--mark:#4d3f00;--error:#ff7b72;--warning:#e3b341;--info:#79b8ff;--hint:#56d4bc;\
    --tokens:#79a8e0}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:72rem;padding:1rem 1.5rem 3rem;background:var(--ground);color:var(--text);\
    font:1rem/1.5 system-ui,sans-serif}
    a{color:var(--link)} :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    .skip{position:absolute;left:-99rem} .skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem}
    h1{margin:.5rem 0 0} h2{margin:2rem 0 .5rem} h3{margin:1.25rem 0 .25rem;font-size:1rem;overflow-wrap:anywhere}
    .totals{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;list-style:none}
    .totals li{background:var(--raised);border:1px solid var(--line);border-radius:.4rem;padding:.4rem .8rem}
    .totals strong{font-size:1.25rem}
    section{overflow-x:auto} table{border-collapse:collapse}
    th,td{padding:.25rem .75rem .25rem 0;border-bottom:1px solid var(--line);text-align:left;font-weight:400;\
    vertical-align:middle}
    tbody th{overflow-wrap:anywhere;min-width:14rem} thead th{color:var(--dim)}
    .n{text-align:right;font-variant-numeric:tabular-nums}
    .bar{vertical-align:middle} .chart{max-width:44rem;width:100%;height:auto;margin:.5rem 0}
    .chart text{fill:var(--text);font-size:11px;text-anchor:middle} .chart line{stroke:var(--dim)}
    rect.error{fill:var(--error)} rect.warning{fill:var(--warning)} rect.info{fill:var(--info)}
    rect.hint{fill:var(--hint)} rect.tokens{fill:var(--tokens)} rect.frame{fill:none;stroke:var(--line)}
    form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding:.75rem;background:var(--raised);\
    border:1px solid var(--line);border-radius:.4rem}
    form[hidden]{display:none} fieldset{display:flex;gap:.75rem;border:0;margin:0;padding:0}
    legend{float:left;padding:0;margin-right:.75rem} select{max-width:14rem}
    input,select,button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--dim);\
    border-radius:.3rem;padding:.15rem .4rem}
    output{color:var(--dim)}
    .finding{border:1px solid var(--line);border-radius:.4rem;margin:.3rem 0}
    .finding summary{padding:.3rem .6rem;cursor:pointer;overflow-wrap:anywhere}
    .finding>pre,.finding>dl{margin:.25rem .75rem .5rem}
    .badge{display:inline-block;min-width:4.5rem;border:1px solid;border-radius:.3rem;padding:0 .4rem;\
    text-align:center;font-size:.875rem}
    .badge.error{color:var(--error)} .badge.warning{color:var(--warning)} .badge.info{color:var(--info)}
    .badge.hint{color:var(--hint)}
    .place{color:var(--dim);font-variant-numeric:tabular-nums;margin:0 .4rem}
    code,pre{font:.875rem/1.6 ui-monospace,monospace}
    code{background:var(--raised);border-radius:.2rem;padding:0 .2rem}
    pre{overflow-x:auto;background:var(--raised);padding:.5rem}
    .number{color:var(--dim);user-select:none;display:inline-block;min-width:2.5rem}
    mark{color:inherit;background:var(--mark);border-bottom:2px solid var(--error)}
    mark.related{border-bottom:2px dashed var(--info)} .label{color:var(--dim);font-style:italic}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem} dt{color:var(--dim)}
    dd{margin:0;overflow-wrap:anywhere} [hidden]{display:none} footer{margin-top:2rem;color:var(--dim)}
    @media print{form,.skip{display:none}}

    """

  /// Filters the findings. It reads the page and sets what is hidden, and nothing else.
  static let script = """
    "use strict";
    const form = document.getElementById("filter");
    if (form) {
      const find = id => document.getElementById(id);
      const findings = [...document.querySelectorAll(".finding")];
      // Without the quoted lines: they name the neighbours, too.
      const parts = finding => [finding.parentElement.firstElementChild, ...finding.querySelectorAll("summary, dd")];
      const texts = findings.map(finding => parts(finding).map(part => part.textContent).join(" ").toLowerCase());
      const files = [...document.querySelectorAll(".file")];
      const apply = () => {
        const words = find("search").value.toLowerCase().split(/\\s+/).filter(Boolean);
        const rule = find("rule").value, model = find("model").value;
        const levels = new Set([...form.querySelectorAll("[name=severity]:checked")].map(box => box.value));
        let shown = 0;
        findings.forEach((finding, place) => {
          const data = finding.dataset;
          const fits = levels.has(data.severity) && (!rule || data.rule === rule) && (!model || data.model === model)
            && words.every(word => texts[place].includes(word));
          finding.hidden = !fits;
          if (fits) shown += 1;
        });
        for (const file of files) file.hidden = !file.querySelector(".finding:not([hidden])");
        find("shown").textContent = shown + " of " + findings.length + " shown";
      };
      const open = isOpen => () => { for (const f of findings) if (!f.hidden) f.open = isOpen; };
      form.addEventListener("input", apply);
      form.addEventListener("submit", event => event.preventDefault());
      find("open").addEventListener("click", open(true));
      find("close").addEventListener("click", open(false));
      form.hidden = false;
      apply();
    }
    """

  /// Of the script's bytes, as a Content Security Policy names it.
  static let scriptHash = "sha256-G3q1u7Oybd04JFWm37+eHoci/mnArYEOd9kstvC7YrE="
}
