/** `/metrics`: what an operator watches, in Prometheus' text format. Read from plain numbers when asked. */
import { Counter, Gauge, Registry } from 'prom-client'
import type { Backlog } from '../services/backlog.ts'
import { inTime } from '../services/in-time.ts'
import type { ClickRecorder } from '../services/record-click.ts'
import type { Back, Questions } from './bridge.ts'
import type { CrowdCounters } from './crowd.ts'
import type { FrontCounters, FrontOptions } from './front.ts'

/** What takes longer to find out is left out. */
const PATIENCE_MS = 500

export function serverMetrics(
  recorder: ClickRecorder,
  back: Back,
  counters: FrontCounters & CrowdCounters,
): FrontOptions['metrics'] {
  const registry = new Registry()
  const registers = [registry]
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  counter('goodword_clicks_stored_total', 'Clicks stored.', () => recorder.stats.stored)
  counter(
    'goodword_clicks_unconfirmed_total',
    'Answers that left before their click was stored.',
    () => recorder.stats.unconfirmed,
  )
  counter(
    'goodword_clicks_dropped_total',
    'Clicks that were never stored because too many were waiting.',
    () => recorder.stats.dropped,
  )
  gauge('goodword_clicks_waiting', 'Clicks taken and not stored yet.', () => recorder.stats.waiting)
  counter(
    'goodword_clicks_shed_total',
    'Clicks turned away because too many were waiting for an answer.',
    () => counters.clicksShed,
  )
  counter(
    'goodword_requests_shed_total',
    'API requests turned away because too many were under way.',
    () => counters.shed,
  )
  gauge('goodword_api_requests_under_way', 'API requests being worked on.', () => back.underWay)
  const findings = new Gauge({
    name: 'goodword_verify_findings',
    help: 'What the last hourly recount of the money found to be off: 0 when everything adds up.',
    registers,
  })
  const verifiedAt = new Gauge({
    name: 'goodword_verify_finished_seconds',
    help: 'When that recount ended, in seconds since 1970; 0 before the first.',
    registers,
  })
  const showBacklog = showsBacklog(registers)
  return {
    async text() {
      // A back that is gone says nothing; the other numbers are still worth having.
      const [verified, backlog] = await Promise.all([
        inTime<Questions['verified'][1]>(back.ask('verified', null), PATIENCE_MS, () => null),
        inTime<Questions['backlog'][1] | null>(back.ask('backlog', null), PATIENCE_MS, () => null),
      ])
      showBacklog(backlog)
      if (verified) {
        findings.set(verified.findings)
        verifiedAt.set(verified.at / 1_000)
      }
      return registry.metrics()
    },
    type: registry.contentType,
  }
}

const ENDS = ['delivered', 'again', 'failed', 'gone'] as const

/** @returns shows it; null takes the numbers of what waits away, because old ones would look like news. */
function showsBacklog(registers: Registry[]): (backlog: Backlog | null) => void {
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const events = gauge('goodword_inbox_events', 'Events of payment providers that are not done.', [
    'source',
    'status',
  ])
  const eventsLate = gauge(
    'goodword_inbox_late_seconds',
    'For how long the event that has been due for longest has been due.',
    ['source'],
  )
  const outgoing = gauge('goodword_outbox_waiting', 'Mail and webhooks that have not left yet.', ['topic'])
  const outgoingLate = gauge(
    'goodword_outbox_late_seconds',
    'For how long the one that has been due for longest has been due.',
    ['topic'],
  )
  const endpoints = gauge('goodword_webhook_endpoints', 'Receivers of webhooks.', ['status'])
  const processed = new Counter({
    name: 'goodword_inbox_processed_total',
    help: 'How often an event of a payment provider was processed, and what came of it.',
    labelNames: ['source', 'outcome'],
    registers,
  })
  const delivered = new Counter({
    name: 'goodword_webhook_attempts_total',
    help: 'Attempts to tell a receiver, and how they ended.',
    labelNames: ['outcome'],
    registers,
  })
  return (backlog) => {
    for (const one of [events, eventsLate, outgoing, outgoingLate, endpoints]) one.reset()
    if (!backlog) return
    const { events: processings, deliveries } = backlog.totals
    for (const one of [processed, delivered]) one.reset()
    for (const { source, outcome, count } of processings) processed.inc({ source, outcome }, count)
    for (const outcome of ENDS) {
      delivered.inc({ outcome }, deliveries.find((one) => one.outcome === outcome)?.count ?? 0)
    }
    for (const { source, status, count, lateMs } of backlog.events) {
      events.set({ source, status }, count)
      if (status === 'waiting') eventsLate.set({ source }, lateMs / 1_000)
    }
    for (const topic of ['mail', 'webhook']) {
      const found = backlog.outgoing.find((one) => one.topic === topic)
      outgoing.set({ topic }, found?.count ?? 0)
      outgoingLate.set({ topic }, (found?.lateMs ?? 0) / 1_000)
    }
    for (const status of ['active', 'paused', 'disabled'] as const) {
      endpoints.set({ status }, backlog.endpoints.find((one) => one.status === status)?.count ?? 0)
    }
  }
}
