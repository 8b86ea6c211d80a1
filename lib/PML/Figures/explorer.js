// Brings an explorer to life: the whole of it stands in the page already, at its start.
function explore(box, data) {
  'use strict';
  var WHOLE = 100, members = data.alphas[0].length;
  var counts = data.start.slice(); // the weighting in hundredths
  var place = {};
  data.alphas.forEach(function (alpha, w) { place[alpha.map(function (a) { return Math.round(a * data.divisions); })] = w; });

  function all(name) { return Array.prototype.slice.call(box.querySelectorAll('.pml-x-' + name)); }
  function one(name) { return all(name)[0]; }
  function sum(values) { return values.reduce(function (a, b) { return a + b; }, 0); }
  function written() { return counts.map(function (c) { return String(c / WHOLE); }).join(', '); }

  // The measured weightings around one, and how much each counts: corners of the grid's cell, which is a piece of a line or a triangle.
  function around(counts) {
    var exact = counts.map(function (c) { return c * data.divisions / WHOLE; });
    var low = exact.map(Math.floor), missing = data.divisions - sum(low);
    if (missing === 0) return [{ at: place[low], share: 1 }];
    return low.map(function (_, k) {
      var corner = low.map(function (l, j) { return l + ((j === k) === (missing === 1) ? 1 : 0); });
      var rest = exact[k] - low[k];
      return { at: place[corner], share: missing === 1 ? rest : 1 - rest };
    }).filter(function (part) { return part.share > 1e-9; });
  }

  function mixed(parts, value) { return sum(parts.map(function (part) { return part.share * value(part.at); })); }
  function metrics(parts) { return data.metrics.map(function (metric) { return mixed(parts, function (w) { return metric.values[w]; }); }); }

  function show() {
    var parts = around(counts), values = metrics(parts);
    one('written').textContent = written();
    one('kind').textContent = parts.length === 1 ? 'measured' : 'interpolated between measured weightings';
    one('code').textContent = data.model + '.At(' + written() + ')';
    one('copied').textContent = '';
    all('weight').forEach(function (cell, k) { cell.textContent = (counts[k] / WHOLE).toFixed(2); });
    all('weightbar').forEach(function (bar, k) { bar.style.width = counts[k] + '%'; });
    showMetrics(values);
    showMarks(values);
    showSamples(parts);
    var said = 'α = (' + written() + '): ' + data.metrics.map(function (m, i) { return m.title + ' ' + values[i].toFixed(m.digits) + m.suffix; }).join(', ');
    handle.setAttribute('aria-valuetext', said);
    if (slider) slider.value = counts[1];
    else handle.setAttribute('aria-valuenow', counts[2]);
  }

  function showMetrics(values) {
    var changes = all('change');
    all('value').forEach(function (cell, i) {
      var metric = data.metrics[i], difference = values[i] - metric.values[alone(metric.task)];
      var size = Math.abs(difference).toFixed(metric.digits), same = Number(size) === 0;
      cell.textContent = values[i].toFixed(metric.digits) + metric.suffix;
      changes[i].textContent = same ? 'as member ' + (metric.task + 1) + ' alone'
        : (difference > 0 ? '+' : '−') + size + metric.points + ' against member ' + (metric.task + 1) + ' alone';
      changes[i].setAttribute('data-better', same ? '' : String((difference > 0) === metric.maximize));
    });
  }

  function alone(member) { return place[data.alphas[0].map(function (_, k) { return k === member ? data.divisions : 0; })]; }

  function showMarks(values) {
    planes.forEach(function (svg) { move(svg, inPlane(svg, values)); });
    triangles.forEach(function (svg) {
      var c = numbers(svg, 'corners');
      move(svg, [sum(counts.map(function (n, k) { return n * c[2 * k] / WHOLE; })), sum(counts.map(function (n, k) { return n * c[2 * k + 1] / WHOLE; }))]);
    });
  }

  function numbers(svg, name) { return svg.getAttribute('data-' + name).split(' ').map(Number); }
  function move(svg, to) { svg.querySelector('.pml-x-mark').setAttribute('transform', 'translate(' + to[0].toFixed(2) + ' ' + to[1].toFixed(2) + ')'); }
  function inPlane(svg, values) {
    var s = numbers(svg, 'scale');
    return [s[0] + s[1] * values[svg.getAttribute('data-x')], s[2] + s[3] * values[svg.getAttribute('data-y')]];
  }

  function showSamples(parts) {
    var nearest = parts.reduce(function (a, b) { return b.share > a.share ? b : a; }).at;
    all('map').forEach(function (image) { image.src = said(image).images[nearest * samplesOf(said(image).images) + Number(image.getAttribute('data-sample'))]; });
    all('guess').forEach(function (guess) {
      var task = said(guess), s = Number(guess.getAttribute('data-sample')), count = task.truth.length, text = guess.querySelector('.pml-x-text');
      if (task.kind === 'numbers') {
        text.textContent = mixed(parts, function (w) { return task.values[w * count + s]; }).toFixed(2) + ' (true: ' + task.truth[s].toFixed(2) + ')';
        return;
      }
      var shares = task.names.map(function (_, c) { return mixed(parts, function (w) { return task.shares[(w * count + s) * task.names.length + c]; }); });
      var best = shares.indexOf(Math.max.apply(null, shares)), right = best === task.truth[s];
      var truth = task.names[task.truth[s]] === undefined ? String(task.truth[s]) : task.names[task.truth[s]];
      text.textContent = task.names[best] + ', ' + Math.round(100 * shares[best]) + ' % ' + (right ? '✓' : '✗ true: ' + truth);
      guess.classList.toggle('pml-x-right', right);
      guess.classList.toggle('pml-x-wrong', !right);
      Array.prototype.forEach.call(guess.querySelectorAll('.pml-x-bars i'), function (bar, c) { bar.style.height = (100 * shares[c]).toFixed(1) + '%'; });
    });
  }

  function bytesOf(letters) { return Uint8Array.from(atob(letters), function (c) { return c.charCodeAt(0); }); }
  function said(element) { return data.tasks[element.getAttribute('data-task')]; }
  function samplesOf(images) { return images.length / data.alphas.length; }

  // Whole hundredths that are nearest to shares of 1 and add up.
  function whole(alpha) {
    var positive = alpha.map(function (a) { return Math.max(0, a); }), total = sum(positive);
    var exact = positive.map(function (a) { return total > 0 ? WHOLE * a / total : WHOLE / members; }), low = exact.map(Math.floor);
    exact.map(function (e, k) { return { k: k, rest: e - low[k] }; }).sort(function (a, b) { return b.rest - a.rest; })
      .slice(0, WHOLE - sum(low)).forEach(function (item) { low[item.k]++; });
    return low;
  }

  // Straight up or down in the triangle, by hundredths: from the two lower corners in turn, so that the way back is the same.
  function lift(steps) {
    for (; steps > 0 && counts[2] < WHOLE; steps--, counts[2]++) counts[counts[counts[2] % 2] > 0 ? counts[2] % 2 : 1 - counts[2] % 2]--;
    for (; steps < 0 && counts[2] > 0; steps++) counts[--counts[2] % 2]++;
  }

  function inTriangle(svg, x, y) {
    var c = numbers(svg, 'corners'), third = (c[1] - y) / (c[1] - c[5]), second = (x - c[0]) / (c[2] - c[0]) - third / 2;
    return whole([1 - second - third, second, third]);
  }

  // Where on the front a plane was pressed: two members make a line, of three the measured points are taken.
  var candidates = members === 2 ? Array.apply(null, { length: WHOLE + 1 }).map(function (_, i) { return [WHOLE - i, i]; })
    : data.alphas.map(function (alpha) { return alpha.map(function (a) { return Math.round(WHOLE * a); }); });
  var reached = candidates.map(function (c) { return metrics(around(c)); });
  function onFront(svg, x, y) {
    var distances = reached.map(function (values) { var at = inPlane(svg, values); return Math.pow(at[0] - x, 2) + Math.pow(at[1] - y, 2); });
    return candidates[distances.indexOf(Math.min.apply(null, distances))].slice();
  }

  function follow(svg, find) {
    function go(event) {
      var frame = svg.getBoundingClientRect(), view = svg.viewBox.baseVal;
      counts = find(svg, (event.clientX - frame.left) * view.width / frame.width, (event.clientY - frame.top) * view.height / frame.height);
      show();
    }
    svg.addEventListener('pointerdown', function (event) {
      if (event.button) return;
      svg.setPointerCapture(event.pointerId);
      go(event);
    });
    svg.addEventListener('pointermove', function (event) { if (svg.hasPointerCapture(event.pointerId)) go(event); });
  }

  function press(event) {
    var step = event.shiftKey ? 10 : 1, key = event.key, pair;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'ArrowUp' || key === 'ArrowDown') lift(key === 'ArrowUp' ? step : -step);
    else if (key === 'ArrowRight' || key === 'ArrowLeft') {
      pair = key === 'ArrowRight' ? [0, 1] : [1, 0];
      step = Math.min(step, counts[pair[0]]);
      counts[pair[0]] -= step;
      counts[pair[1]] += step;
    } else if (key === 'Home') counts = data.start.slice();
    else if (key >= '1' && key <= String(members)) counts = counts.map(function (_, k) { return k === Number(key) - 1 ? WHOLE : 0; });
    else return;
    event.preventDefault();
    event.stopPropagation(); // notebooks have uses of their own for these keys
    show();
  }

  function copy() {
    var text = one('code').textContent;
    function say(words) { one('copied').textContent = words; }
    function byHand() {
      var done = false;
      getSelection().selectAllChildren(one('code'));
      try { done = document.execCommand('copy'); } catch (refused) { done = false; }
      say(done ? 'copied' : 'selected: copy it with Ctrl+C or ⌘C');
    }
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(function () { say('copied'); }, byHand);
    else byHand();
  }

  data.tasks.forEach(function (task) {
    if (task.kind !== 'classes' || task.shares) return;
    task.shares = Array.from(new Uint16Array(bytesOf(task.probabilities).buffer), function (n) { return n / 65535; });
  });

  all('chart').forEach(function (image) {
    var drawing = document.createElement('div');
    drawing.innerHTML = new TextDecoder().decode(bytesOf(image.src.split(',')[1]));
    image.parentNode.replaceChild(drawing.firstChild, image);
  });

  var planes = all('plane'), triangles = all('triangle'), slider = one('slider'), handle = slider || triangles[0];
  box.setAttribute('data-alive', '');
  all('control').concat(all('copy')).forEach(function (part) { part.hidden = false; });
  one('all').open = false;
  one('copy').addEventListener('click', copy);
  planes.forEach(function (svg) { follow(svg, onFront); });
  triangles.forEach(function (svg) { follow(svg, inTriangle); });
  if (slider) slider.addEventListener('input', function () { counts = [WHOLE - Number(slider.value), Number(slider.value)]; show(); });
  else {
    var names = { role: 'slider', tabindex: '0', 'aria-label': 'Weighting of three members; up and down change the weight of member 3, left and right move weight between members 1 and 2', 'aria-valuemin': '0', 'aria-valuemax': String(WHOLE) };
    Object.keys(names).forEach(function (name) { handle.setAttribute(name, names[name]); });
    handle.addEventListener('keydown', press);
  }
  show();
}
