//! Segments as the journal takes them: one that is too large for an entry is said in several.

use aigaq_journal::{DraftSegment, KeyId, MAX_PLAIN};
use aigaq_schema::code::encode;
use aigaq_schema::{Block, Segment};

/// What is pushed into the journal for a segment: itself, or, when it is too large, its parts.
pub(crate) fn drafts(segment: &Segment, key: Option<KeyId>) -> Vec<DraftSegment> {
    let plain = encode(segment);
    if plain.len() <= MAX_PLAIN || !divides(segment) {
        return vec![DraftSegment {
            root: segment.root,
            key,
            plain,
        }];
    }
    halves(segment)
        .iter()
        .flat_map(|half| drafts(half, key))
        .collect()
}

fn divides(segment: &Segment) -> bool {
    segment.blocks.len() > 1
        || segment
            .blocks
            .iter()
            .any(|b| b.statements.len() + b.withdrawals.len() > 1)
}

fn halves(segment: &Segment) -> [Segment; 2] {
    let of = |blocks: Vec<Block>| Segment {
        root: segment.root,
        blocks,
    };
    if let [only] = &segment.blocks[..] {
        let (statements, withdrawals) = (
            only.statements.len().div_ceil(2),
            only.withdrawals.len().div_ceil(2),
        );
        let part = |statements: &[_], withdrawals: &[_]| Block {
            record: only.record,
            record_type: only.record_type.clone(),
            statements: statements.to_vec(),
            withdrawals: withdrawals.to_vec(),
        };
        let first = part(
            &only.statements[..statements],
            &only.withdrawals[..withdrawals],
        );
        return [
            of(vec![first]),
            of(vec![part(
                &only.statements[statements..],
                &only.withdrawals[withdrawals..],
            )]),
        ];
    }
    let middle = segment.blocks.len() / 2;
    [
        of(segment.blocks[..middle].to_vec()),
        of(segment.blocks[middle..].to_vec()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_schema::Value;
    use aigaq_testkit::{of, record, value};

    #[test]
    fn a_record_too_large_for_an_entry_is_said_in_several_segments_without_loss() {
        let text = "ж".repeat(90_000);
        let statements = (0..40)
            .map(|n| value(n, "summary", Value::text(&text)))
            .collect();
        let segment = of(record(1), "event", statements);
        let drafts = drafts(&segment, None);
        assert!(drafts.len() > 4 && drafts.iter().all(|d| d.plain.len() <= MAX_PLAIN));
        let said: Vec<_> = drafts
            .iter()
            .flat_map(|d| aigaq_schema::code::decode(&d.plain).unwrap().blocks)
            .flat_map(|b| b.statements)
            .collect();
        assert_eq!(said, segment.blocks[0].statements);
    }
}
