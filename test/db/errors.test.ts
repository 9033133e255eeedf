import { describe, expect, test } from 'vitest'
import { EngineMissing, isUnavailable, isUniqueViolation, loadEngine } from '../../server/db/errors.ts'

const withCode = (code: string) => Object.assign(new Error('failed'), { code })

describe('isUnavailable', () => {
  test.each([
    ...['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR_WRITE'],
    ...['08006', '53300', '57P01', '57P03', '57014', '55P03', '40001', '40P01', '25006'],
    ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE'],
  ])('%s may work later', (code) => expect(isUnavailable(withCode(code))).toBe(true))

  test.each([
    'SQLITE_CONSTRAINT_UNIQUE',
    'SQLITE_ERROR',
    '23505',
    '23001',
    '42P01',
    '22P02',
    'ERR_INVALID_ARG_TYPE',
  ])('%s will not', (code) => expect(isUnavailable(withCode(code))).toBe(false))

  test('the outages that come without a code are known by their words', () => {
    expect(isUnavailable(new Error('timeout exceeded when trying to connect'))).toBe(true)
    expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true)
    expect(isUnavailable(new TypeError('The database connection is not open'))).toBe(true)
    expect(isUnavailable(new Error('x is not a function'))).toBe(false)
    expect(isUnavailable(undefined)).toBe(false)
  })
})

test('isUniqueViolation is true for duplicates alone', () => {
  expect(isUniqueViolation(withCode('SQLITE_CONSTRAINT_PRIMARYKEY'))).toBe(true)
  expect(isUniqueViolation(withCode('23505'))).toBe(true)
  expect(isUniqueViolation(withCode('SQLITE_CONSTRAINT_NOTNULL'))).toBe(false)
  expect(isUniqueViolation(withCode('23502'))).toBe(false)
  expect(isUniqueViolation(null)).toBe(false)
})

describe('loadEngine', () => {
  test('names the line that installs what is missing', async () => {
    const missing = () => import('@goodword-tests/not-installed' as string)
    const error = await loadEngine('SQLite', 'npm install better-sqlite3@12', missing).catch(
      (e: unknown) => e,
    )
    expect(error).toBeInstanceOf(EngineMissing)
    expect(String(error)).toContain('Run: npm install better-sqlite3@12')
  })

  test('leaves every other error as it is', async () => {
    const broken = async () => {
      throw withCode('ERR_DLOPEN_FAILED')
    }
    await expect(loadEngine('SQLite', 'npm install better-sqlite3@12', broken)).rejects.toMatchObject({
      code: 'ERR_DLOPEN_FAILED',
    })
  })
})
