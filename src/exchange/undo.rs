//! The undo log as the page stores it, so that it survives a reload.
//!
//! Must hold: what is written is read back the same.

use serde_json::{Map, Value, json};

use super::{
    json::{Fields, Malformed},
    revision,
};
use crate::note::{
    Action, ActionKind, NoteId, UndoLog,
    history::{Step, Version},
};

/// Writes a log.
pub fn write(log: &UndoLog) -> String {
    let actions: Vec<Value> =
        log.done().iter().chain(log.undone()).map(|action| action_to_value(action)).collect();
    json!({"v": revision::VERSION, "done": log.done().len(), "actions": actions}).to_string()
}

/// Reads a log.
pub fn read(json: &str) -> Result<UndoLog, Malformed> {
    let not_json = |_| Malformed::Unexpected { at: String::new(), expected: "JSON" };
    let mut fields = Fields::new(serde_json::from_str(json).map_err(not_json)?, "")?;
    let version = fields.required("v", "a version", Value::as_u64)?;
    if version > revision::VERSION {
        return Err(Malformed::Newer { version });
    }
    let done = fields.required("done", "a count", |value| usize::try_from(value.as_u64()?).ok())?;
    let actions = fields.list("actions")?.into_iter().map(read_action).collect::<Result<_, _>>()?;
    Ok(UndoLog::new(actions, done))
}

/// Writes one action, for a store that keeps each under its own key.
pub fn write_action(action: &Action) -> String {
    let mut writer = ActionWriter::new("", action.kind);
    action.steps.iter().for_each(|step| writer.push(step));
    writer.finish()
}

/// Writes an action step by step, for those who have other things to do in between.
pub struct ActionWriter {
    line: String,
    is_first: bool,
}

impl ActionWriter {
    /// Begins to write an action of this kind behind `line`.
    pub fn new(line: &str, kind: ActionKind) -> Self {
        Self { line: format!("{line}{{\"kind\":\"{}\",\"steps\":[", kind.name()), is_first: true }
    }

    /// Writes the next step.
    pub fn push(&mut self, step: &Step) {
        if !std::mem::take(&mut self.is_first) {
            self.line.push(',');
        }
        self.line.push_str(&step_to_value(step).to_string());
    }

    /// The line.
    pub fn finish(mut self) -> String {
        self.line.push_str("]}");
        self.line
    }
}

/// Reads one action.
pub fn read_one(json: &str) -> Result<Action, Malformed> {
    let not_json = |_| Malformed::Unexpected { at: String::new(), expected: "JSON" };
    read_action(serde_json::from_str(json).map_err(not_json)?)
}

fn action_to_value(action: &Action) -> Value {
    json!({"kind": action.kind.name(), "steps": action.steps.iter().map(step_to_value).collect::<Vec<_>>()})
}

fn step_to_value(step: &Step) -> Value {
    let (before, after) = (version_to_value(&step.before), version_to_value(&step.after));
    json!({"note": step.note.to_string(), "before": before, "after": after})
}

fn read_action(value: Value) -> Result<Action, Malformed> {
    let mut fields = Fields::new(value, "actions")?;
    let kind = fields.required("kind", "a kind of action", |value| ActionKind::parse(value.as_str()?))?;
    let mut steps = Vec::new();
    for step in fields.list("steps")? {
        let mut step = Fields::new(step, "actions.steps")?;
        let note = NoteId(step.uuid("note")?);
        let before = read_version(step.object("before")?)?;
        let after = read_version(step.object("after")?)?;
        steps.push(Step { note, before, after });
    }
    Ok(Action { kind, steps })
}

fn version_to_value(version: &Version) -> Value {
    let mut map = Map::new();
    map.insert("state".to_owned(), revision::state_to_value(&version.state));
    if !version.conflicts.is_empty() {
        map.insert("conflicts".to_owned(), revision::conflicts_to_value(&version.conflicts).into());
    }
    Value::Object(map)
}

fn read_version(mut fields: Fields) -> Result<Version, Malformed> {
    let state = revision::read_state(fields.object("state")?)?;
    Ok(Version { state, conflicts: revision::read_conflicts(fields.list("conflicts")?)? })
}
