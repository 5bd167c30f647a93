// SPDX-License-Identifier: GPL-3.0-or-later
// Facts, groups, and the search in the metadata.
#include "widgets/models/inspector_model.h"

#include "widgets/bridge/core_text.h"
#include "widgets/style/number_format.h"

#include <QFont>

#include <algorithm>
#include <limits>
#include <map>

namespace alidade {

namespace {

constexpr std::size_t shownCharacters = 200;
constexpr std::size_t tipCharacters = 2000;

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Whether `text` holds `part`, which is in lower case as far as it is ASCII.
bool contains(std::string_view text, std::string_view part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
                       [](char a, char b) { return folded(a) == b; }) != text.end();
}

/// Sizes of tensors that only their header claims may add up to anything.
quint64 saturatingSum(quint64 a, quint64 b)
{
    constexpr quint64 most = std::numeric_limits<qint64>::max();
    return a > most || b > most - a ? most : a + b;
}

std::string count(quint64 number)
{
    constexpr quint64 most = std::numeric_limits<qint64>::max();
    return formatCount(static_cast<qint64>(std::min(number, most))).toStdString();
}

std::string bytesText(quint64 bytes)
{
    return InspectorModel::tr("%1 (%2 bytes)")
        .arg(formatBytes(bytes), QString::fromStdString(count(bytes)))
        .toStdString();
}

std::string bitsPerWeight(quint64 bytes, quint64 elements)
{
    return formatNumber(8.0 * static_cast<double>(bytes) / static_cast<double>(elements)).toStdString();
}

/// The lines of a text from a file, each made safe.
QString safeLines(std::string_view text, std::size_t limit)
{
    QStringList lines;
    const std::string_view shown = text.substr(0, limit);
    for (std::size_t begin = 0; begin <= shown.size();) {
        const std::size_t end = std::min(shown.find('\n', begin), shown.size());
        lines.append(untrusted(shown.substr(begin, end - begin), limit));
        begin = end + 1;
    }
    return lines.join(QLatin1Char('\n'));
}

QString toolTipOf(std::string_view text)
{
    if (text.size() <= shownCharacters / 2 && text.find('\n') == std::string_view::npos) return {};
    QString tip = safeLines(text, tipCharacters);
    if (text.size() > tipCharacters)
        tip += InspectorModel::tr("\n… %1 bytes in all; copy the value to have the rest.")
                   .arg(QString::fromStdString(count(text.size())));
    return plainToolTip(tip);
}

std::string typeName(DType type) { return std::string(dtypeInfo(type).name); }

} // namespace

InspectorModel::InspectorModel(const Registries& registries, QObject* parent)
    : QAbstractItemModel(parent), m_registries(registries)
{}

void InspectorModel::setSummary(const CheckpointSummaryPtr& summary)
{
    beginResetModel();
    m_summary = summary;
    m_tensorFacts.clear();
    m_modelFacts.clear();
    if (summary) m_modelFacts = modelFacts();
    findMatches();
    endResetModel();
}

void InspectorModel::setTensor(const Layer* layer, std::optional<std::uint64_t> matrix, const QString& error)
{
    std::vector<Fact> facts;
    if (layer) facts = tensorFacts(*layer, matrix, error);
    const QModelIndex group = groupIndex(TensorGroup);
    if (facts.size() == m_tensorFacts.size()) { // the usual case, which leaves the view's layout alone
        m_tensorFacts = std::move(facts);
        if (!m_tensorFacts.empty())
            emit dataChanged(index(0, NameColumn, group),
                             index(static_cast<int>(m_tensorFacts.size()) - 1, ValueColumn, group));
        return;
    }
    if (!m_tensorFacts.empty()) {
        beginRemoveRows(group, 0, static_cast<int>(m_tensorFacts.size()) - 1);
        m_tensorFacts.clear();
        endRemoveRows();
    }
    if (!facts.empty()) {
        beginInsertRows(group, 0, static_cast<int>(facts.size()) - 1);
        m_tensorFacts = std::move(facts);
        endInsertRows();
    }
    emit dataChanged(group, group);
}

void InspectorModel::setFilterText(const QString& text)
{
    std::string filter = text.toStdString();
    std::ranges::transform(filter, filter.begin(), folded);
    if (filter == m_filter) return;
    beginResetModel();
    m_filter = std::move(filter);
    findMatches();
    endResetModel();
}

void InspectorModel::findMatches()
{
    m_matches.clear();
    if (!m_summary) return;
    const auto& metadata = m_summary->metadata;
    for (std::size_t i = 0; i < metadata.size(); ++i)
        if (m_filter.empty() || contains(metadata[i].first, m_filter) ||
            contains(metadata[i].second, m_filter))
            m_matches.push_back(i);
}

std::vector<InspectorModel::Fact> InspectorModel::modelFacts() const
{
    struct Share {
        quint64 tensors = 0;
        quint64 elements = 0;
    };
    std::map<DType, Share> types;
    quint64 elements = 0;
    quint64 bytes = 0;
    for (const Layer& layer : m_summary->layers) {
        Share& share = types[layer.tensor.dtype];
        ++share.tensors;
        share.elements = saturatingSum(share.elements, layer.tensor.elements);
        elements = saturatingSum(elements, layer.tensor.elements);
        bytes = saturatingSum(bytes, layer.tensor.bytes);
    }
    std::string format = m_summary->formatId;
    for (const CheckpointFormat& known : m_registries.checkpointFormats)
        if (known.id == m_summary->formatId) format = componentText(known.label).toStdString();
    std::vector<Fact> facts{{tr("Path"), m_summary->path},
                            {tr("Format"), format},
                            {tr("Tensors"), count(m_summary->layers.size())},
                            {tr("Parameters"), count(elements)},
                            {tr("Stored"), bytesText(bytes)}};
    if (elements > 0) facts.push_back({tr("Bits per weight"), bitsPerWeight(bytes, elements)});
    for (const auto& [type, share] : types) {
        const QString parameters = QString::fromStdString(count(share.elements));
        const QString text = share.tensors == 1
                                 ? tr("1 tensor, %1 parameters").arg(parameters)
                                 : tr("%1 tensors, %2 parameters")
                                       .arg(QString::fromStdString(count(share.tensors)), parameters);
        facts.push_back({tr("Type %1").arg(fromCore(typeName(type))), text.toStdString()});
    }
    for (const std::string& warning : m_summary->warnings)
        facts.push_back({tr("Warning"), warning});
    return facts;
}

std::vector<InspectorModel::Fact>
InspectorModel::tensorFacts(const Layer& layer, std::optional<std::uint64_t> matrix, const QString& error)
{
    const TensorInfo& tensor = layer.tensor;
    std::vector<Fact> facts{{tr("Name"), tensor.name}, {tr("Role"), layer.role}};
    if (layer.block) facts.push_back({tr("Block"), std::to_string(*layer.block)});
    if (layer.expert) facts.push_back({tr("Expert"), std::to_string(*layer.expert)});
    facts.push_back(
        {tr("Shape"),
         fromCore(shapeText(layer)).replace(QLatin1String(" x "), QStringLiteral(" × ")).toStdString()});
    facts.push_back({tr("Type"), typeName(tensor.dtype)});
    facts.push_back({tr("Stored"), bytesText(tensor.bytes)});
    if (tensor.elements > 0)
        facts.push_back({tr("Bits per weight"), bitsPerWeight(tensor.bytes, tensor.elements)});
    if (!tensor.file.empty()) facts.push_back({tr("File"), tensor.file});
    if (layer.transposed)
        facts.push_back({tr("Orientation"),
                         tr("stored input × output, as GPT-2 does: rows are input channels").toStdString()});
    if (layer.isStack()) {
        const QString looked =
            matrix ? tr("matrix %1 is shown").arg(*matrix)
                   : tr("all %1 rows are shown").arg(QString::fromStdString(count(layer.rows)));
        facts.push_back({tr("Stack"), tr("%1 matrices of %2 × %3, counted from 0; %4")
                                          .arg(QString::fromStdString(count(layer.matrices)))
                                          .arg(layer.matrixRows())
                                          .arg(layer.cols)
                                          .arg(looked)
                                          .toStdString()});
    }
    if (!error.isEmpty()) facts.push_back({tr("Not measurable"), error.toStdString()});
    return facts;
}

QModelIndex InspectorModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) return {};
    // 0 marks a group, n + 1 a row of group n.
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0);
}

QModelIndex InspectorModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == 0) return {};
    return createIndex(static_cast<int>(child.internalId() - 1), NameColumn, quintptr{0});
}

int InspectorModel::rowCount(const QModelIndex& parent) const
{
    if (!m_summary) return 0;
    if (!parent.isValid()) return GroupCount;
    if (parent.internalId() != 0 || parent.column() != NameColumn) return 0;
    if (parent.row() == ModelGroup) return static_cast<int>(m_modelFacts.size());
    if (parent.row() == TensorGroup) return static_cast<int>(m_tensorFacts.size());
    return matchCount();
}

int InspectorModel::columnCount(const QModelIndex&) const { return ColumnCount; }

QString InspectorModel::groupTitle(int group) const
{
    if (group == ModelGroup) return tr("Model");
    if (group == TensorGroup) return m_tensorFacts.empty() ? tr("Tensor: none is selected") : tr("Tensor");
    const QString all = QString::fromStdString(count(m_summary->metadata.size()));
    return m_filter.empty() ? tr("Metadata (%1)").arg(all)
                            : tr("Metadata (%1 of %2)").arg(matchCount()).arg(all);
}

QVariant InspectorModel::factData(const Fact& fact, int column, int role) const
{
    if (role == FullTextRole) return column == NameColumn ? fact.name : fromCore(fact.value);
    if (role == Qt::DisplayRole)
        return column == NameColumn ? fact.name : untrusted(fact.value, shownCharacters);
    if (role == Qt::ToolTipRole)
        return plainToolTip(column == NameColumn ? fact.name : safeLines(fact.value, tipCharacters));
    return {};
}

QVariant InspectorModel::metadataData(int row, int column, int role) const
{
    const auto& [name, value] = m_summary->metadata[m_matches[static_cast<std::size_t>(row)]];
    const std::string& text = column == NameColumn ? name : value;
    if (role == FullTextRole) return fromCore(text);
    if (role == Qt::DisplayRole) return untrusted(text, shownCharacters);
    if (role == Qt::ToolTipRole) return toolTipOf(text);
    return {};
}

QVariant InspectorModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    if (index.internalId() == 0) {
        if (role == Qt::DisplayRole && index.column() == NameColumn) return groupTitle(index.row());
        if (role == Qt::FontRole) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    switch (static_cast<int>(index.internalId()) - 1) {
    case ModelGroup:
        return factData(m_modelFacts[row], index.column(), role);
    case TensorGroup:
        return factData(m_tensorFacts[row], index.column(), role);
    default:
        return metadataData(index.row(), index.column(), role);
    }
}

QVariant InspectorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

} // namespace alidade
