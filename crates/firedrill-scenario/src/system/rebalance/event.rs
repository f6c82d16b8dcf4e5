//! What is going to happen in a cluster.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Something that is going to happen. A plan's events carry the epoch in which they were planned: when
/// the plan is in another state by then they mean nothing any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    /// Incident `.0` of the system.
    Incident(usize),
    /// An incident elsewhere is over.
    ThrottleEnds,
    /// The controller works again.
    ControllerBack,
    /// Plan `.0` goes on after its stall.
    StallEnds(usize),
    /// The controller learns that node `.0` is lost.
    LossNoticed(usize),
    /// Shards of the lost node `.0` get new owners.
    Reassigned(usize),
    /// The policy on concurrent moves is `.0` from now on.
    PolicyRead(usize),
    /// Plan `.0` is proposed.
    Proposed(usize),
    /// Something a plan does.
    Plan { plan: usize, epoch: u32, step: Step },
}

/// Something a plan does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Its node was watched long enough.
    Investigated,
    /// A piece of work leaves the node.
    WorkLeaves,
    /// The drain took too long.
    DrainTimesOut,
    /// The operator or the policy answers.
    Answered,
    /// Nobody answered in time.
    Expired,
    /// It asks again for leave to execute.
    AsksAgain,
    /// A shard arrives.
    Arrives { shard: usize },
    /// Its cooldown is over.
    CoolsDown,
}

impl Event {
    /// When an event that falls into an outage of the controller from `from` to `until` happens
    /// instead; `None` for events outside the controller.
    ///
    /// Work stands still and takes as long as it would have from then on; deadlines that pass
    /// meanwhile are noticed at the end.
    pub(super) fn after_outage(self, at: i64, from: i64, until: i64) -> Option<i64> {
        match self {
            Self::Incident(_) | Self::ThrottleEnds | Self::ControllerBack | Self::StallEnds(_) => None,
            Self::LossNoticed(_) | Self::PolicyRead(_) | Self::Proposed(_) => Some(until),
            Self::Reassigned(_) => Some(until.saturating_add(at - from)),
            Self::Plan { step, .. } => match step {
                Step::DrainTimesOut | Step::Answered | Step::Expired | Step::CoolsDown => Some(until),
                Step::Investigated | Step::WorkLeaves | Step::AsksAgain | Step::Arrives { .. } => {
                    Some(until.saturating_add(at - from))
                }
            },
        }
    }
}

/// Events in the order of their times; those of one time in the order in which they were planned.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    planned: BinaryHeap<Reverse<(i64, u64, Event)>>,
    count: u64,
}

impl Agenda {
    pub(super) fn plan(&mut self, at: i64, event: Event) {
        self.count += 1;
        self.planned.push(Reverse((at, self.count, event)));
    }

    /// The next event up to `end`.
    pub(super) fn next(&mut self, end: i64) -> Option<(i64, Event)> {
        let Reverse((at, ..)) = self.planned.peek()?;
        if *at > end {
            return None;
        }
        self.planned.pop().map(|Reverse((at, _, event))| (at, event))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_in_order_and_stop_at_the_end() {
        let mut agenda = Agenda::default();
        for (at, event) in [(20, Event::ThrottleEnds), (10, Event::Proposed(1)), (10, Event::Proposed(0))] {
            agenda.plan(at, event);
        }
        agenda.plan(31, Event::ControllerBack);
        let mut came = Vec::new();
        while let Some(next) = agenda.next(30) {
            came.push(next);
        }
        assert_eq!(came, [(10, Event::Proposed(1)), (10, Event::Proposed(0)), (20, Event::ThrottleEnds)]);
    }

    #[test]
    fn an_outage_suspends_work_and_delays_the_notice_of_deadlines() {
        let of = |step| Event::Plan { plan: 0, epoch: 0, step };
        for (event, want) in [
            (of(Step::WorkLeaves), Some(205)),
            (of(Step::Arrives { shard: 3 }), Some(205)),
            (of(Step::DrainTimesOut), Some(200)),
            (Event::LossNoticed(0), Some(200)),
            (Event::StallEnds(0), None),
        ] {
            assert_eq!(event.after_outage(105, 100, 200), want, "{event:?}");
        }
    }
}
