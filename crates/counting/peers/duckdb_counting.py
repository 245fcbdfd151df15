#!/usr/bin/env python3
"""The peer in `./bench counting`: DuckDB over the same rows. usage: duckdb_counting.py FOLDER

The tables are loaded into memory with codes as enumerations and dates as dates, and each question is written as it is
quickest: counted without `distinct` wherever rows cannot repeat, levels of a tree and months looked up after grouping
where that is possible. Two threads. The median of seven runs counts, with the answer fetched. Prints one line a
question, and writes the cells of each answer into FOLDER/duckdb.
"""
import resource
import statistics
import sys
import time
from pathlib import Path

import duckdb

folder = Path(sys.argv[1])
out = folder / "duckdb"
out.mkdir(exist_ok=True)
db = duckdb.connect()
db.execute("set threads to 2")

start = time.perf_counter()
for name in ("types", "regions", "rights", "verification", "categories", "sources", "genders", "motives", "responses"):
    db.execute(f"create type {name} as enum (select code from read_csv('{folder}/lists.csv') where list = '{name}')")
db.execute("create type roles as enum ('target', 'perpetrator', 'perpetrator.main')")
db.execute("create type kinds as enum ('person', 'organisation', 'group')")
TABLES = {
    "actor": "id int, kind kinds, gender genders, stands int",
    "actor_category": "actor int, category categories",
    "actor_source": "actor int, source_class sources",
    "act": "id int, type types, first date, last date, region regions, verification verification, motive motives, response responses",
    "act_rights": "act int, rights rights",
    "involvement": "act int, actor int, role roles, category categories",
}
for name, described in TABLES.items():
    db.execute(f"create table {name} ({described})")
    db.execute(f"copy {name} from '{folder}/{name}.csv' (header)")
db.execute(f"create table top as select code::types code, top from read_csv('{folder}/lists.csv') where list = 'types'")
print(f"loading the columns|{(time.perf_counter() - start) * 1e3:.2f}|0")

# What is said of each target: the category at the time of the act, or, if that was not recorded, the person's.
TARGET = """target as (select i.act, i.actor, coalesce(i.category, c.category) category, a.gender, a.kind, a.stands
  from involvement i join actor a on a.id = i.actor
  left join actor_category c on i.category is null and c.actor = i.actor where i.role = 'target')"""
PERPETRATOR = """perpetrator as (select i.act, s.source_class
  from involvement i left join actor_source s on s.actor = i.actor where i.role <> 'target')"""
PERSON = """person as (select i.act, a.stands, a.gender from involvement i join actor a on a.id = i.actor
  where i.role = 'target' and a.kind = 'person')"""
YEAR = "case when first is null then 'no date' when year(first) = year(last) then year(first)::varchar else 'imprecise' end"
MONTH = """case when first is null then 'no date' when date_trunc('month', first) = date_trunc('month', last)
  then strftime(date_trunc('month', first), '%Y-%m') else 'imprecise' end"""
# The same as numbers, made into words after grouping.
YEAR_N = "case when first is null then -1 when year(first) = year(last) then year(first) else -2 end"
YEAR_W = "case y when -1 then 'no date' when -2 then 'imprecise' else y::varchar end"
MONTH_N = """case when first is null then date '0001-01-01' when date_trunc('month', first) = date_trunc('month', last)
  then date_trunc('month', first) else date '0002-01-01' end"""
MONTH_W = "case m when date '0001-01-01' then 'no date' when date '0002-01-01' then 'imprecise' else strftime(m, '%Y-%m') end"


def u(column):
    """A code in words, unknown where there is none."""
    return f"coalesce({column}::varchar, 'unknown')"


QUESTIONS = {
    "acts by type and year": f"""
        select {u('type')}, {YEAR_W}, n from (select type, {YEAR_N} y, count(*) n from act group by all)""",
    "acts by group of types and month": f"""
        select coalesce(t.top, 'unknown'), {MONTH_W}, sum(n) from (select type, {MONTH_N} m, count(*) n from act group by all)
        left join top t on t.code = type group by all""",
    "acts by right and region": f"""
        select {u('rights')}, {u('region')}, n from (select r.rights, a.region, count(*) n
        from act a left join act_rights r on r.act = a.id group by all)""",
    "acts by group of types, region and year": f"""
        select coalesce(t.top, 'unknown'), {u('region')}, {YEAR_W}, sum(n)
        from (select type, region, {YEAR_N} y, count(*) n from act group by all) left join top t on t.code = type group by all""",
    "acts by category and gender of the target": f"""
        with {TARGET} select {u('category')}, {u('gender')}, n from (select t.category, t.gender, count(distinct a.id) n
        from act a left join target t on t.act = a.id group by all)""",
    "acts by category of the target and source of threat": f"""
        with {TARGET}, {PERPETRATOR} select {u('category')}, {u('source_class')}, n
        from (select t.category, p.source_class, count(distinct a.id) n
        from act a left join target t on t.act = a.id left join perpetrator p on p.act = a.id group by all)""",
    "acts by type and source of threat": f"""
        with {PERPETRATOR} select {u('type')}, {u('source_class')}, n from (select a.type, p.source_class, count(distinct a.id) n
        from act a left join perpetrator p on p.act = a.id group by all)""",
    "acts by month and category of the target": f"""
        with {TARGET} select {MONTH_W}, {u('category')}, n from (select {MONTH_N} m, t.category, count(distinct a.id) n
        from act a left join target t on t.act = a.id group by all)""",
    "acts by category of the target and right": f"""
        with {TARGET} select {u('category')}, {u('rights')}, n from (select t.category, r.rights, count(distinct a.id) n
        from act a left join target t on t.act = a.id left join act_rights r on r.act = a.id group by all)""",
    "involvements by role and group of types": f"""
        select role::varchar, coalesce(t.top, 'unknown'), sum(n) from (select i.role, a.type, count(*) n
        from involvement i join act a on a.id = i.act group by all) left join top t on t.code = type group by all""",
    "involvements by category and month": f"""
        select {u('category')}, {MONTH_W}, n from (select i.category, {MONTH_N} m, count(*) n
        from involvement i join act a on a.id = i.act where i.role = 'target' group by all)""",
    "persons by group of types and year": f"""
        with {PERSON} select top, {YEAR_W}, n from (select coalesce(t.top, 'unknown') top, {YEAR_N} y, count(distinct p.stands) n
        from person p join act a on a.id = p.act left join top t on t.code = a.type group by all)""",
    "persons by type and month": f"""
        with {PERSON} select {u('type')}, {MONTH_W}, n from (select a.type, {MONTH_N} m, count(distinct p.stands) n
        from person p join act a on a.id = p.act group by all)""",
    "persons by category and gender": f"""
        with {TARGET} select {u('category')}, {u('gender')}, n from (select category, gender, count(distinct stands) n
        from target where kind = 'person' group by all)""",
    "persons by category and right in two years": f"""
        with {TARGET} select {u('category')}, {u('rights')}, n from (select t.category, r.rights, count(distinct t.stands) n
        from target t join act a on a.id = t.act left join act_rights r on r.act = a.id
        where t.kind = 'person' and a.first >= date '2016-01-01' and a.last <= date '2017-12-31' group by all)""",
    "persons by region and source of threat": f"""
        with {PERSON}, {PERPETRATOR} select {u('region')}, {u('source_class')}, n
        from (select a.region, s.source_class, count(distinct p.stands) n
        from person p join act a on a.id = p.act left join perpetrator s on s.act = a.id group by all)""",
}
CONDITIONS = {
    "region": "region in ('regions-3', 'regions-4', 'regions-5', 'regions-6')",
    "type": "type in (select code from top where top in ('types-20', 'types-30', 'types-40'))",
    "start": "first >= date '2016-01-01'",
}


def without(*names):
    return " and ".join(text for name, text in CONDITIONS.items() if name not in names)


FACETS = [
    f"""select 'type:0', coalesce(t.top, 'unknown'), sum(n) from (select type, count(*) n from act where {without('type')} group by all)
        left join top t on t.code = type group by all""",
    f"select 'region', {u('region')}, count(*) from act where {without('region')} group by all",
    f"select 'year', {YEAR_W}, n from (select {YEAR_N} y, count(*) n from act where {without('start')} group by all)",
    f"""select 'rights', {u('rights')}, n from (select rights, count(*) n from act left join act_rights on act = id
        where {without()} group by all)""",
    f"select 'verification', {u('verification')}, count(*) from act where {without()} group by all",
    f"select 'motive', {u('motive')}, count(*) from act where {without()} group by all",
    f"select 'response', {u('response')}, count(*) from act where {without()} group by all",
    f"select 'month', {MONTH_W}, n from (select {MONTH_N} m, count(*) n from act where {without('start')} group by all)",
]
RECORDS = {
    "records: acts of a type in a year": f"select id from act where type = 'types-17' and {YEAR} = '2017'",
    "records: acts against a category by a source of threat": f"""with {TARGET}, {PERPETRATOR}
        select id from act where id in (select act from target where category = 'categories-3')
        and id in (select act from perpetrator where source_class = 'sources-7')""",
    "records: persons by what was done in a month": f"""with {PERSON} select distinct p.stands
        from person p join act a on a.id = p.act where a.type = 'types-17' and {MONTH} = '2017-03'""",
}


def run(name, statements):
    took = []
    for _ in range(8):
        start = time.perf_counter()
        rows = [row for statement in statements for row in db.execute(statement).fetchall()]
        took.append((time.perf_counter() - start) * 1e3)
    lines = sorted("|".join(str(value) for value in row) for row in rows)
    (out / name).write_text("".join(line + "\n" for line in lines))
    print(f"{name}|{statistics.median(took[1:]):.2f}|{len(rows)}")


for name, statement in QUESTIONS.items():
    run(name, [statement])
run("eight facets", FACETS)
for name, statement in RECORDS.items():
    run(name, [statement])
print(f"memory|{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
