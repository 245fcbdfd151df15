use super::*;
use crate::date::Clock;
use crate::duration::Span;
use crate::law::LawReference;
use crate::number::{Money, Quantity};
use crate::value::{NameKind, State};
use proptest::prelude::*;

fn values() -> impl Strategy<Value = Value> {
    let text = "\\PC{0,12}";
    prop_oneof![
        (0usize..4).prop_map(|n| Value::Missing(State::ALL[n])),
        (text, proptest::option::of("(en|ru|kk)"))
            .prop_map(|(text, language)| Value::Text { text, language }),
        (text, 0usize..6).prop_map(|(text, n)| Value::Name {
            text,
            kind: NameKind::ALL[n]
        }),
        "[a-z]{1,9}".prop_map(Value::Term),
        (
            "(2020|2020-06|2020-06-09|2020~|\\.\\./1999-10)",
            proptest::option::of(0u16..1440)
        )
            .prop_map(|(d, m)| Value::Date {
                date: d.parse().unwrap(),
                clock: m.map(|minute| Clock {
                    minute,
                    zone: (minute % 2 == 0).then(|| "Asia/Almaty".to_owned())
                }),
            }),
        ("(at least |about |)[0-9]{1,6}", proptest::option::of(text)).prop_map(|(n, unit)| {
            Value::Number(n.parse::<Quantity>().unwrap().with_unit(unit))
        }),
        (1i64..9999).prop_map(|n| Value::Money(Money {
            amount: Quantity::exactly(n.into()),
            currency: "KZT".into(),
            index_units: (n % 2 == 0).then(|| (n.into(), "2020-01-01".into())),
        })),
        (0u32..9, 0u32..9).prop_map(|(years, days)| Value::Duration(Span {
            years,
            days,
            ..Span::default()
        })),
        "[A-Z][a-z]{2,8} Code [0-9]{1,3}".prop_map(|t| Value::Law(LawReference::read(&t).unwrap())),
        any::<[u8; 16]>().prop_map(|b| Value::Reference(RecordId(b))),
        any::<([u8; 16], [u8; 16])>()
            .prop_map(|(a, b)| Value::Statement(RecordId(a), StatementId(b))),
        text.prop_map(Value::Url),
        any::<[u8; 32]>().prop_map(Value::File),
        proptest::collection::vec(any::<u8>(), 0..80).prop_map(Value::Sealed),
        any::<bool>().prop_map(Value::YesNo),
        (text, text).prop_map(|(scheme, text)| Value::Identifier { scheme, text }),
    ]
}

fn segments() -> impl Strategy<Value = Segment> {
    let statement = (
        any::<[u8; 16]>(),
        "[a-z_]{1,9}",
        values(),
        any::<Option<[u8; 16]>>(),
        0u8..4,
    )
        .prop_map(|(id, property, value, source, via)| Statement {
            id: StatementId(id),
            property,
            value,
            basis: Basis {
                source: source.map(RecordId),
                locator: source.map(|_| "p1 fn2".into()),
                for_the_row: via == 1,
                ..Basis::default()
            },
            via: match via {
                0 => Via::Form,
                1 => Via::Import {
                    table: "acts".into(),
                    row: "a-1".into(),
                    column: "date".into(),
                },
                2 => Via::Reading {
                    document: RecordId(id),
                    from: 3,
                    to: 9,
                },
                _ => Via::Rule("rights of the type".into()),
            },
            origin: source.map(StatementId),
        });
    let block = (
        any::<[u8; 16]>(),
        proptest::collection::vec(statement, 0..6),
        any::<Option<[u8; 16]>>(),
    )
        .prop_map(|(id, statements, gone)| Block {
            record: RecordId(id),
            record_type: "act".into(),
            statements,
            withdrawals: gone
                .into_iter()
                .map(|id| Withdrawal {
                    statement: StatementId(id),
                    reason: "typing error".into(),
                })
                .collect(),
        });
    (any::<[u8; 16]>(), proptest::collection::vec(block, 0..3)).prop_map(|(root, blocks)| Segment {
        root: RecordId(root),
        blocks,
    })
}

fn damaged() -> impl Strategy<Value = Vec<u8>> {
    (segments(), any::<proptest::sample::Index>(), any::<u8>()).prop_map(|(segment, at, byte)| {
        let mut bytes = encode(&segment);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        bytes
    })
}

proptest! {
    #[test]
    fn a_segment_survives_its_bytes(segment in segments()) {
        prop_assert_eq!(decode(&encode(&segment)).unwrap(), segment);
    }

    #[test]
    fn what_is_told_is_what_was_written(segment in segments()) {
        let bytes = encode(&segment);
        let (root, blocks) = told_segment(&bytes).unwrap();
        prop_assert_eq!(root, segment.root);
        prop_assert_eq!(blocks.len(), segment.blocks.len());
        for (told, original) in blocks.iter().zip(&segment.blocks) {
            prop_assert_eq!(&decode_block(told.bytes).unwrap(), original);
            prop_assert_eq!(&told_block(told.bytes).unwrap(), told);
            prop_assert_eq!((told.record, told.record_type), (original.record, &*original.record_type));
            let withdrawn: Vec<_> = original.withdrawals.iter().map(|w| w.statement).collect();
            prop_assert_eq!(&told.withdrawn, &withdrawn);
            let statements: Vec<_> = original.statements.iter().map(|s| Told {
                id: s.id,
                property: &s.property,
                value: s.value.clone(),
                source: s.basis.source,
            }).collect();
            prop_assert_eq!(&told.statements, &statements);
        }
    }

    #[test]
    fn what_cannot_be_read_cannot_be_told(bytes in damaged()) {
        prop_assert_eq!(told_segment(&bytes).err(), decode(&bytes).err());
    }

    #[test]
    fn one_thing_has_one_encoding(segment in segments()) {
        let bytes = encode(&segment);
        prop_assert_eq!(encode(&decode(&bytes).unwrap()), bytes);
    }

    #[test]
    fn cut_or_lengthened_bytes_are_refused(segment in segments(), cut in 1usize..40) {
        let mut bytes = encode(&segment);
        bytes.push(0);
        prop_assert!(decode(&bytes).is_err());
        bytes.pop();
        bytes.truncate(bytes.len().saturating_sub(cut));
        prop_assert!(decode(&bytes).is_err());
    }

    #[test]
    fn hostile_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
    }
}
