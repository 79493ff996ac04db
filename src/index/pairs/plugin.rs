//! Pairs as a part of tantivy's segments: written, merged and deleted with them.

use std::any::Any;

use tantivy::directory::TerminatingWrite;
use tantivy::indexer::doc_id_mapping::{DocIdMapping, MappingType};
use tantivy::schema::document::ErasedDocument;
use tantivy::schema::{Field, Schema, Value};
use tantivy::{
    DocId, PluginMergeContext, PluginWriter, PluginWriterContext, Segment, SegmentPlugin,
    TantivyDocument, TantivyError,
};

use super::build::{Builder, RUN};
use super::file::PairFile;
use super::merge::{GONE, Source, merge};
use super::{EXTENSION, component, damaged};

/// Keeps the pairs of one field's texts; the field itself need be neither indexed nor stored.
pub(in crate::index) struct PairsPlugin(pub(in crate::index) Field);

impl SegmentPlugin for PairsPlugin {
    fn extensions(&self) -> &[&str] {
        &[EXTENSION]
    }

    fn create_writer(&self, _: &PluginWriterContext) -> tantivy::Result<Box<dyn PluginWriter>> {
        Ok(Box::new(Writer {
            field: self.0,
            builder: Builder::new(RUN),
        }))
    }

    fn merge(&self, context: PluginMergeContext) -> tantivy::Result<()> {
        if matches!(context.doc_id_mapping.mapping_type(), MappingType::Shuffled) {
            return Err(reordered());
        }
        let mut sources = Vec::new();
        let mut new = 0;
        for reader in context.readers {
            // As tantivy numbers them: one segment behind the other, without the deleted ones.
            let docs = (0..reader.max_doc()).map(|doc| {
                if reader
                    .alive_bitset()
                    .is_some_and(|alive| !alive.is_alive(doc))
                {
                    return GONE;
                }
                new += 1;
                new - 1
            });
            let docs = Some(docs.collect());
            let bytes = reader.open_read(component())?.read_bytes()?;
            let file = PairFile::parse(bytes).ok_or_else(|| damaged("a file of pairs"))?;
            sources.push(Source { file, docs });
        }
        let out = context.target_segment.open_write(component())?;
        finish(merge(&sources, out)?)
    }
}

/// Collects the pairs of a segment.
struct Writer {
    field: Field,
    builder: Builder,
}

impl PluginWriter for Writer {
    fn add_document(
        &mut self,
        doc: DocId,
        document: &dyn ErasedDocument,
        _: &Schema,
    ) -> tantivy::Result<()> {
        let Some(document) = document.as_any().downcast_ref::<TantivyDocument>() else {
            return Err(TantivyError::InvalidArgument(
                "another kind of document".into(),
            ));
        };
        let values = document.get_all(self.field);
        self.builder
            .add(doc, values.filter_map(|value| value.as_str()));
        Ok(())
    }

    fn serialize(
        self: Box<Self>,
        segment: &Segment,
        map: Option<&DocIdMapping>,
    ) -> tantivy::Result<()> {
        if map.is_some() {
            return Err(reordered());
        }
        let out = segment.open_write(component())?;
        finish(self.builder.write(out)?)
    }

    fn mem_usage(&self) -> usize {
        self.builder.memory()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

fn finish(mut out: impl TerminatingWrite) -> tantivy::Result<()> {
    out.flush()?;
    Ok(out.terminate()?)
}

/// Documents in another order than they came in: this index asks for none.
fn reordered() -> TantivyError {
    TantivyError::InvalidArgument("pairs cannot be sorted by a field".into())
}
