#!/usr/bin/env bash
# @biomejs/biome 2.5.15, rule complexity/noExcessiveLinesPerFunction.
# Expected: a function of 78 lines breaks a limit of 70 lines, whatever its lines hold: comments and blank lines count by default.
# Seen: lines that begin with a closing brace do not count. A function of 78 lines, 17 of which close a block within it, is
# told to have 59 (its first and its last line do not count either), one of 73 lines without blocks has 71.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @biomejs/biome@2.5.15 >/dev/null
cat > biome.json <<'JSON'
{ "linter": { "rules": { "complexity": { "noExcessiveLinesPerFunction": { "level": "error", "options": { "maxLines": 10 } } } } } }
JSON
{
  echo "export function plain(a) {"
  for _ in $(seq 70); do echo "  a += 1;"; done
  echo "  return a;"
  echo "}"
} > plain.js
{
  echo "export function braces(a) {"
  for _ in $(seq 17); do printf '  if (a > 1) {\n    a -= 1;\n    a *= 2;\n  }\n'; done
  for _ in $(seq 7); do echo "  a += 1;"; done
  echo "  return a;"
  echo "}"
} > braces.js
count() { (npx biome lint --only=complexity/noExcessiveLinesPerFunction "$1" 2>&1 || true) | sed -nE 's/.*too many lines \(([0-9]+)\).*/\1/p'; }
plain=$(count plain.js)
braces=$(count braces.js)
echo "plain.js: $(wc -l < plain.js) lines, counted $plain; braces.js: $(wc -l < braces.js) lines, counted $braces"
test "$plain" = 71
test "$braces" = 59
