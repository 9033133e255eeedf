/**
 * `npm test`: everything that must hold before anything lands. Runs every step
 * even after one failed, says how long each took, and ends with one line that
 * counts them: "N passed, N failed".
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const bin = (name) => join('node_modules', '.bin', name)
const scratch = mkdtempSync(join(tmpdir(), 'goodword-run-'))
const results = join(scratch, 'tests.json')
let passed = 0
let failed = 0

function step(name, command, args) {
  const started = Date.now()
  console.log(`\n── ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`── ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`)
  return status === 0
}

function count(ok) {
  if (ok) passed++
  else failed++
  return ok
}

count(step('lint and format', 'npm', ['run', '--silent', 'lint']))
count(step('types', 'npm', ['run', '--silent', 'types']))
// The browser and package tests run what is built here, as a user would.
if (count(step('build', 'npm', ['run', '--silent', 'build']))) {
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${results}`]
  const ok = step('tests', bin('vitest'), ['run', ...reporters])
  report(ok)
}
rmSync(scratch, { recursive: true, force: true })
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Adds the tests one by one; a run that broke off without a report is a failure, too. */
function report(ok) {
  let outcome
  try {
    outcome = JSON.parse(readFileSync(results, 'utf8'))
  } catch {
    count(false)
    return
  }
  passed += outcome.numPassedTests
  failed += outcome.numFailedTests
  if (!ok && outcome.numFailedTests === 0) failed++
  const suites = outcome.testResults
    .map((suite) => ({
      file: relative(process.cwd(), suite.name),
      seconds: (suite.endTime - suite.startTime) / 1000,
      tests: suite.assertionResults.length,
    }))
    .sort((a, b) => b.seconds - a.seconds)
  console.log('\nSeconds by suite:')
  for (const { file, seconds, tests } of suites) {
    console.log(`${seconds.toFixed(1).padStart(7)}  ${file} (${tests})`)
  }
}
