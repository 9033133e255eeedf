/** Reads a program file: JSON with comments and trailing commas. What is wrong is said with line and column. */
import { readFileSync } from 'node:fs'
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { check, checkText } from '../api/check.ts'
import { Definition, definitionIn } from '../api/definition.ts'
import { checkDefinition } from '../core/program.ts'
import type { ProgramDefinition } from '../core/types.ts'
import { type FieldError, Problem } from '../services/problem.ts'
import { CommandRefused } from './through-server.ts'

export interface ProgramFile {
  definition: ProgramDefinition
  /** "program.jsonc:12:7" for a path such as "plans.0.rules.1.rateBps", or for what is nearest above it. */
  placeOf(path: string): string
}

/** @throws CommandRefused with everything that is wrong, one line each. */
export function readProgramFile(name: string): ProgramFile {
  return parseProgram(name, textOf(name))
}

function textOf(name: string): string {
  try {
    return readFileSync(name, 'utf8')
  } catch (error) {
    throw new CommandRefused(`${name} cannot be read: ${(error as Error).message}`)
  }
}

export function parseProgram(name: string, written: string): ProgramFile {
  const text = written.replace(/^\uFEFF/, '')
  const at = (offset: number): string => {
    const before = text.slice(0, offset).split('\n')
    return `${name}:${before.length}:${(before.at(-1) ?? '').length + 1}`
  }
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  if (errors.length > 0 || !root) {
    const lines = errors.map(({ error, offset }) => `${at(offset)}: ${wordsOf(printParseErrorCode(error))}`)
    throw new CommandRefused(lines.join('\n') || `${name} is empty.`)
  }
  const twice = doubled(root)
  if (twice.length > 0) {
    throw new CommandRefused(
      twice.map(({ offset, name }) => `${at(offset)}: "${name}" stands twice here.`).join('\n'),
    )
  }
  const placeOf = (path: string): string => at(nearest(root, path.split('.').filter(Boolean)).offset)
  const refuse = (found: FieldError[]): never => {
    throw new CommandRefused(
      found.map(({ path, message }) => `${placeOf(path)}: ${path}: ${message}`).join('\n'),
    )
  }
  try {
    const definition = definitionIn(check(Definition, checkText(plainOf(root))))
    const found = checkDefinition(definition)
    return found.length > 0 ? refuse(found) : { definition, placeOf }
  } catch (error) {
    if (error instanceof Problem) return refuse(error.errors ?? [{ path: '', message: error.detail }])
    throw error
  }
}

/** "CommaExpected" is "Comma expected." */
const wordsOf = (code: string): string =>
  `${code[0]}${code.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}.`

/** The value as JSON.parse would give it. */
function plainOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainOf)
  if (node.type !== 'object') return node.value
  return Object.fromEntries(
    (node.children ?? []).map(({ children: [key, value] = [] }) => [key?.value, value && plainOf(value)]),
  )
}

/** Of two fields with one name a parser keeps either: what was meant is not ours to guess. */
function doubled(node: Node): { offset: number; name: string }[] {
  const children = node.children ?? []
  const inside = children.flatMap(doubled)
  if (node.type !== 'object') return inside
  const keys = children.flatMap(({ children: [key] = [] }) => (key ? [key] : []))
  const again = keys.filter((key, index) => keys.findIndex(({ value }) => value === key.value) < index)
  return [...inside, ...again.map(({ offset, value }) => ({ offset, name: String(value) }))]
}

function nearest(root: Node, steps: string[]): Node {
  const path = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    // A field is found by its value: point to its name.
    if (node) return node.parent?.type === 'property' ? node.parent : node
  }
  return root
}
