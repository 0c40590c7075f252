// Searching and copying; everything else works without it.
(function () {
  "use strict";
  var root = document.documentElement.getAttribute("data-root");

  // --- the index: loaded with the first search -------------------------------------------------------
  var articles = null, vocabulary = null, synonyms = null, ignored = null, waiting = [];

  function words(text) {
    return text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .split(/[^a-z0-9_]+/).filter(Boolean);
  }

  // The end of a word says little: "expired", "expires" and "expire" are one.
  function stem(word) {
    return word.length < 5 ? word : word.replace(/(ations?|ing|ies|ed|es|s|e|y)$/, "");
  }

  function stems(text) { return words(text).map(stem); }

  function article(kind, ref, title, weights, worth) {
    var has = {};
    weights.forEach(function (pair) {
      stems(pair[0]).forEach(function (w) {
        has[w] = Math.max(has[w] || 0, pair[1]);
        vocabulary[w] = (vocabulary[w] || 0) + 1;
      });
    });
    articles.push({ kind: kind, ref: ref, title: title, has: has, worth: worth });
  }

  function read(index) {
    articles = []; vocabulary = Object.create(null); synonyms = Object.create(null); ignored = Object.create(null);
    index.ignored.forEach(function (w) { ignored[w] = true; });
    index.synonyms.forEach(function (pair) { (synonyms[pair[0]] = synonyms[pair[0]] || []).push(stems(pair[1])); });
    index.codes.forEach(function (c) {
      var causes = c[5].map(function (i) { return index.causes[i][1]; }).join(" ");
      article("code", c[0], c[1], [[c[1], 4], [c[3], 4], [c[2], 2], [c[2].toLowerCase(), 2], [c[3].toLowerCase(), 4], [causes, 1], [c[0], 30]],
        c[4] ? 0.55 : 0.8 + Math.min(0.2, 0.02 * c[5].length));
    });
    [["cause", index.causes], ["step", index.steps]].forEach(function (list) {
      list[1].forEach(function (x) { article(list[0], x[0], x[1], [[x[1], 4], [x[2], 4], [x[0], 2]], 0.75); });
    });
  }

  function withIndex(then) {
    if (articles) return then();
    waiting.push(then);
    if (waiting.length > 1) return;
    var script = document.createElement("script");
    script.src = root + "search-index.js";
    script.onload = function () {
      read(window.resolventIndex);
      waiting.splice(0).forEach(function (f) { f(); });
    };
    document.head.appendChild(script);
  }

  // --- what was typed -----------------------------------------------------------------------------------
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    var rows = [[], [], []], i, j;
    for (j = 0; j <= b.length; j++) rows[0][j] = j;
    for (i = 1; i <= a.length; i++) {
      var row = rows[i % 3], above = rows[(i + 2) % 3], above2 = rows[(i + 1) % 3];
      row[0] = i;
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), above[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], above2[j - 2] + 1);
      }
    }
    return rows[a.length % 3][b.length];
  }

  function nearest(word) {
    var best = null, limit = word.length < 6 ? 1 : 2, most = 0;
    if (word.length < 3 || /\d/.test(word)) return null;
    Object.keys(vocabulary).forEach(function (w) {
      if (w[0] !== word[0]) return;
      var d = distance(word, w, limit);
      if (d > limit || (d === limit && best && vocabulary[w] <= most)) return;
      best = w; limit = d; most = vocabulary[w];
    });
    return best;
  }

  // A list of terms; a term is a list of ways to meet it: all of these words, a weight, as beginnings.
  function terms(text) {
    var typed = words(text.replace(/\b(?:aad)?sts\s*(?=\d)/gi, " ")
      .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, " ")).slice(0, 40), list = [];
    for (var i = 0; i < typed.length;) {
      var n = Math.min(4, typed.length - i), key = "";
      for (; n > 0; n--) {
        key = typed.slice(i, i + n).join(" ");
        if (synonyms[key]) break;
      }
      if (n > 0) {
        list.push([[typed.slice(i, i + n).map(stem), 1, false]].concat(synonyms[key].map(function (s) { return [s, 0.8, false]; })));
        i += n;
        continue;
      }
      var word = typed[i++], s = stem(word), last = i === typed.length;
      if (word.length < 2 || ignored[word]) continue;
      var ways = [[[s], 1, false]];
      if (!vocabulary[s] || last) ways.push([[s], 0.7, true]);
      if (!vocabulary[s] && nearest(s)) ways.push([[nearest(s)], 0.8, false]);
      list.push(ways);
    }
    return list;
  }

  function worthOf(a, way) {
    var least = 99;
    way[0].forEach(function (w) {
      var has = a.has[w] || 0;
      if (!has && way[2]) for (var k in a.has) if (k.indexOf(w) === 0) has = Math.max(has, a.has[k] > 9 ? 6 : a.has[k]);
      least = Math.min(least, has);
    });
    return least * way[1];
  }

  function search(text) {
    var asked = terms(text), met = asked.map(function () { return 0; });
    if (!asked.length) return [];
    var found = articles.map(function (a) {
      var worths = asked.map(function (ways) {
        return ways.reduce(function (best, way) { return Math.max(best, worthOf(a, way)); }, 0);
      });
      worths.forEach(function (w, t) { if (w) met[t]++; });
      return { a: a, worths: worths };
    });
    var rarity = met.map(function (n) { return Math.max(0.05, Math.log((articles.length + 1) / (n + 1))); });
    var all = rarity.reduce(function (x, y) { return x + y; }, 0);
    found.forEach(function (f) {
      var sum = 0, part = 0;
      f.worths.forEach(function (w, t) {
        sum += w * rarity[t];
        part += w ? rarity[t] : 0;
      });
      f.part = part / all;
      f.score = sum / all * f.part * f.a.worth;
    });
    found = found.filter(function (f) { return f.score > 0; });
    found.sort(function (x, y) { return y.score - x.score; });
    function first(kind, n, near) {
      var list = found.filter(function (f) { return f.a.kind === kind && (kind === "code" || f.part >= 0.7); });
      return list.filter(function (f, i) { return i < n && f.score >= near * list[0].score; });
    }
    return first("code", 8, 0.25).concat(first("cause", 3, 0.6), first("step", 3, 0.6)).map(function (f) { return f.a; });
  }

  // --- the box -------------------------------------------------------------------------------------------
  var form = document.querySelector(".search"), input = document.getElementById("q"), hits = null, chosen = -1;

  function close() {
    if (hits) hits.remove();
    hits = null; chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(n) {
    var items = hits ? hits.querySelectorAll("[role=option]") : [];
    if (!items.length) return;
    chosen = (n + items.length) % items.length;
    items.forEach(function (li, i) { li.setAttribute("aria-selected", i === chosen ? "true" : "false"); });
    items[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[chosen].id);
  }

  function row(a, i) {
    var li = document.createElement("li"), link = document.createElement("a"), kind = document.createElement("span");
    li.id = "hit-" + i;
    li.setAttribute("role", "option");
    li.setAttribute("aria-selected", "false");
    link.href = root + (a.kind === "code" ? "codes/" : a.kind === "cause" ? "causes/" : "steps/") + a.ref + ".html";
    link.tabIndex = -1;
    kind.className = a.kind === "code" ? "" : "kind";
    kind.textContent = a.kind === "code" ? a.ref : a.kind;
    link.append(kind, document.createElement("span"));
    link.lastChild.textContent = a.title;
    li.append(link);
    return li;
  }

  function show() {
    var text = input.value.trim();
    close();
    if (!text) return;
    var list = search(text);
    hits = document.createElement("ul");
    hits.id = "hits";
    hits.setAttribute("role", "listbox");
    hits.setAttribute("aria-label", "Found");
    list.forEach(function (a, i) { hits.append(row(a, i)); });
    if (!list.length) {
      var none = document.createElement("li");
      none.className = "nothing";
      none.textContent = "Nothing has these words.";
      hits.append(none);
    }
    form.append(hits);
    input.setAttribute("aria-expanded", "true");
  }

  form.hidden = false;
  input.addEventListener("input", function () { withIndex(show); });
  input.addEventListener("focus", function () { withIndex(function () { if (input.value) show(); }); });
  input.addEventListener("keydown", function (e) {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      choose(chosen + (e.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (e.key === "Escape") {
      close();
    }
  });
  form.addEventListener("submit", function (e) {
    e.preventDefault();
    withIndex(function () {
      if (!hits) show();
      var items = hits ? hits.querySelectorAll("[role=option] a") : [];
      if (items.length) location.href = items[Math.max(0, chosen)].href;
    });
  });
  document.addEventListener("keydown", function (e) {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    e.preventDefault();
    input.focus();
    input.select();
  });
  document.addEventListener("click", function (e) { if (!form.contains(e.target)) close(); });

  // index.html#q=words is a search that can be linked.
  var linked = /^#q=(.+)/.exec(location.hash);
  if (linked) {
    try { input.value = decodeURIComponent(linked[1].replace(/\+/g, " ")); } catch (e) { input.value = linked[1]; }
    input.focus();
    withIndex(show);
  }

  // --- copying -----------------------------------------------------------------------------------------------
  document.querySelectorAll("pre").forEach(function (pre) {
    var button = document.createElement("button"), code = pre.querySelector("code"), box = document.createElement("div");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy the code");
    button.addEventListener("click", function () {
      function done(text) {
        button.textContent = text;
        setTimeout(function () { button.textContent = "Copy"; }, 1500);
      }
      if (navigator.clipboard && window.isSecureContext) {
        navigator.clipboard.writeText(code.textContent).then(function () { done("Copied"); }, function () { done("Failed"); });
        return;
      }
      var range = document.createRange(), selection = getSelection();
      range.selectNodeContents(code);
      selection.removeAllRanges();
      selection.addRange(range);
      done(document.execCommand("copy") ? "Copied" : "Selected");
    });
    box.className = "code";
    pre.replaceWith(box);
    box.append(pre, button);
  });

  // A question on paper is read whole.
  addEventListener("beforeprint", function () {
    document.querySelectorAll(".question").forEach(function (d) { d.open = true; });
  });
})();
