// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of the open model without its weights: facts about the file, facts about one tensor, and the
// metadata, as a tree of three groups with the columns name and value. Text of the file is made safe only
// when it is asked for, so that a hundred thousand entries cost nothing until they are seen. Thread rule: GUI
// thread.
#pragma once

#include "core/engine/analysis.h"
#include "core/registry/registries.h"

#include <QAbstractItemModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace alidade {

class InspectorModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Group { ModelGroup, TensorGroup, MetadataGroup, GroupCount };
    /// FullTextRole: the whole text of a cell as the file holds it, for the clipboard.
    enum Role { FullTextRole = Qt::UserRole };

    /// @param registries must outlive the model
    explicit InspectorModel(const Registries& registries, QObject* parent = nullptr);

    /// Another model, or null for none; no tensor is selected then.
    void setSummary(const CheckpointSummaryPtr& summary);
    /// The tensor to describe, or null for none.
    /// @param matrix the one of the stack that is looked at
    /// @param error why it cannot be read; empty if it can
    void setTensor(const Layer* layer, std::optional<std::uint64_t> matrix, const QString& error);
    /// Shows only metadata with this text in name or value; the case of ASCII letters does not matter.
    void setFilterText(const QString& text);
    /// Metadata entries that are shown.
    [[nodiscard]] int matchCount() const { return static_cast<int>(m_matches.size()); }
    [[nodiscard]] QModelIndex groupIndex(Group group) const { return index(group, NameColumn, {}); }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Fact {
        QString name;
        std::string value; ///< UTF-8, may come from the file
    };

    [[nodiscard]] std::vector<Fact> modelFacts() const;
    static std::vector<Fact> tensorFacts(const Layer& layer, std::optional<std::uint64_t> matrix,
                                         const QString& error);
    [[nodiscard]] QString groupTitle(int group) const;
    [[nodiscard]] QVariant factData(const Fact& fact, int column, int role) const;
    [[nodiscard]] QVariant metadataData(int row, int column, int role) const;
    void findMatches();

    const Registries& m_registries;
    CheckpointSummaryPtr m_summary;
    std::vector<Fact> m_modelFacts;
    std::vector<Fact> m_tensorFacts;
    std::string m_filter;
    std::vector<std::size_t> m_matches; ///< positions in the metadata
};

} // namespace alidade
