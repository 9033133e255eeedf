/** `/metrics`: what an operator watches, in Prometheus' text format. Read from plain numbers when asked. */
import { Counter, Gauge, Registry } from 'prom-client'
import type { ClickRecorder } from '../services/record-click.ts'
import type { Back } from './bridge.ts'
import type { CrowdCounters } from './crowd.ts'
import type { FrontCounters, FrontOptions } from './front.ts'

export function clickMetrics(
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
  return {
    async text() {
      // A back that is gone says nothing; the other numbers are still worth having.
      const verified = await back.ask('verified', null).catch(() => null)
      if (verified) {
        findings.set(verified.findings)
        verifiedAt.set(verified.at / 1_000)
      }
      return registry.metrics()
    },
    type: registry.contentType,
  }
}
