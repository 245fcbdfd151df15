//! Pages of an SQLCipher 4 file, decrypted one by one: AES-256-CBC, then IV (16) and HMAC-SHA-512 (64) at the end
//! of each page of 4,096 bytes. Source: the design page of SQLCipher (zetetic.net/sqlcipher/design), SQLite's
//! file format (sqlite.org/fileformat2.html) and WAL format (sqlite.org/walformat.html).

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use aes::Aes256;
use aes::cipher::{BlockDecrypt, KeyInit as _, generic_array::GenericArray};
use hmac::{Hmac, KeyInit as _, Mac};
use sha2::Sha512;
use zeroize::Zeroizing;

use crate::sqlcipher::FileKey;

const PAGE: usize = 4096;
const IV: usize = 16;
const HMAC: usize = 64;
/// Bytes of a page that SQLite uses.
pub(super) const USABLE: usize = PAGE - IV - HMAC;
const SALT: usize = 16;
const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

pub(super) struct Pages {
    main: File,
    main_pages: u32,
    wal: Option<File>,
    /// Where the newest committed version of a page stands in the WAL.
    in_wal: HashMap<u32, u64>,
    aes: Aes256,
    mac: Hmac<Sha512>,
}

impl Pages {
    pub(super) fn open(path: &Path, key: &FileKey) -> std::io::Result<Self> {
        let main = File::open(path)?;
        let length = main.metadata()?.len();
        let mut wal_path = path.as_os_str().to_owned();
        wal_path.push("-wal");
        let (wal, in_wal) = match File::open(&wal_path) {
            Ok(mut wal) => {
                let in_wal = committed(&mut wal)?;
                (Some(wal), in_wal)
            }
            Err(_) => (None, HashMap::new()),
        };
        Ok(Self {
            main,
            main_pages: u32::try_from(length.div_ceil(PAGE as u64)).unwrap_or(u32::MAX),
            wal,
            in_wal,
            aes: Aes256::new(GenericArray::from_slice(key.key())),
            mac: keyed(mac_key(key).as_slice()),
        })
    }

    /// How many pages there are; their numbers begin at 1.
    pub(super) fn count(&self) -> u32 {
        self.in_wal
            .keys()
            .copied()
            .max()
            .unwrap_or(0)
            .max(self.main_pages)
    }

    /// The plain bytes of a page that SQLite uses, or `None` when it is damaged.
    pub(super) fn read(&mut self, number: u32) -> std::io::Result<Option<Vec<u8>>> {
        if let (Some(at), Some(wal)) = (self.in_wal.get(&number), &mut self.wal)
            && let Some(raw) = page_at(wal, *at)?
            && let Some(plain) = self.decrypt(number, raw)
        {
            return Ok(Some(plain));
        }
        if number == 0 || number > self.main_pages {
            return Ok(None);
        }
        let raw = page_at(&mut self.main, u64::from(number - 1) * PAGE as u64)?;
        Ok(raw.and_then(|raw| self.decrypt(number, raw)))
    }

    fn decrypt(&self, number: u32, mut raw: Vec<u8>) -> Option<Vec<u8>> {
        // The first bytes of the file are the salt, not part of page 1.
        let start = if number == 1 { SALT } else { 0 };
        let mut mac = self.mac.clone();
        mac.update(&raw[start..USABLE + IV]);
        mac.update(&number.to_le_bytes());
        mac.verify_slice(&raw[USABLE + IV..]).ok()?;
        let mut before: [u8; 16] = raw[USABLE..USABLE + IV].try_into().ok()?;
        for block in raw[start..USABLE].chunks_exact_mut(16) {
            let encrypted: [u8; 16] = (&*block).try_into().ok()?;
            self.aes.decrypt_block(GenericArray::from_mut_slice(block));
            for (byte, mask) in block.iter_mut().zip(before) {
                *byte ^= mask;
            }
            before = encrypted;
        }
        raw.truncate(USABLE);
        Some(raw)
    }
}

fn page_at(file: &mut File, at: u64) -> std::io::Result<Option<Vec<u8>>> {
    file.seek(SeekFrom::Start(at))?;
    let mut raw = vec![0; PAGE];
    match file.read_exact(&mut raw) {
        Ok(()) => Ok(Some(raw)),
        // Cut short, or the disk itself cannot read here: a damaged page.
        Err(_) => Ok(None),
    }
}

/// Key of the page checksums: PBKDF2-HMAC-SHA-512 of the page key, two rounds, over the masked salt.
fn mac_key(key: &FileKey) -> Zeroizing<[u8; 32]> {
    let salt: Vec<u8> = key.salt().iter().map(|b| b ^ 0x3a).collect();
    let mac = keyed(key.key());
    let mut first = mac.clone();
    first.update(&salt);
    first.update(&1u32.to_be_bytes());
    let first = first.finalize().into_bytes();
    let mut second = mac;
    second.update(&first);
    let second = second.finalize().into_bytes();
    let mut derived = Zeroizing::new([0; 32]);
    for (out, (a, b)) in derived.iter_mut().zip(first.iter().zip(second.iter())) {
        *out = a ^ b;
    }
    derived
}

/// HMAC-SHA-512 under a key of at most 128 bytes, which HMAC fills with zeros.
fn keyed(key: &[u8]) -> Hmac<Sha512> {
    let mut block = Zeroizing::new([0; 128]);
    block[..key.len()].copy_from_slice(key);
    Hmac::new((&*block).into())
}

/// Page number → place of its newest version, of all frames up to the last commit.
fn committed(wal: &mut File) -> std::io::Result<HashMap<u32, u64>> {
    let mut newest = HashMap::new();
    let mut header = [0; WAL_HEADER];
    if wal.read_exact(&mut header).is_err() || header[8..12] != (PAGE as u32).to_be_bytes() {
        return Ok(newest);
    }
    let big_endian = match header[..4] {
        [0x37, 0x7f, 0x06, 0x82] => false,
        [0x37, 0x7f, 0x06, 0x83] => true,
        _ => return Ok(newest),
    };
    let mut sum = checksum(&header[..24], (0, 0), big_endian);
    let mut uncommitted = Vec::new();
    let mut at = WAL_HEADER as u64;
    let mut frame = vec![0; FRAME_HEADER + PAGE];
    while wal.read_exact(&mut frame).is_ok() {
        sum = checksum(&frame[..8], sum, big_endian);
        sum = checksum(&frame[FRAME_HEADER..], sum, big_endian);
        let told = (word(&frame[16..20], true), word(&frame[20..24], true));
        if frame[8..16] != header[16..24] || told != sum {
            break;
        }
        uncommitted.push((word(&frame[..4], true), at + FRAME_HEADER as u64));
        at += frame.len() as u64;
        if word(&frame[4..8], true) != 0 {
            newest.extend(uncommitted.drain(..));
        }
    }
    Ok(newest)
}

fn word(bytes: &[u8], big_endian: bool) -> u32 {
    let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
    if big_endian {
        u32::from_be_bytes(bytes)
    } else {
        u32::from_le_bytes(bytes)
    }
}

fn checksum(bytes: &[u8], (mut a, mut b): (u32, u32), big_endian: bool) -> (u32, u32) {
    for pair in bytes.chunks_exact(8) {
        a = a.wrapping_add(word(&pair[..4], big_endian)).wrapping_add(b);
        b = b.wrapping_add(word(&pair[4..], big_endian)).wrapping_add(a);
    }
    (a, b)
}
