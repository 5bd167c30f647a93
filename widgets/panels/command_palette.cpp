// SPDX-License-Identifier: GPL-3.0-or-later
// Searching and running. The search looks at every name once per keystroke, or, where the text has only grown, at
// those that fitted before.
#include "widgets/panels/command_palette.h"

#include "widgets/panels/fuzzy_match.h"
#include "widgets/style/icons.h"

#include <QAbstractListModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>
#include <utility>

namespace alidade {

namespace {

constexpr int widest = 640; // px
constexpr int rows = 12;
constexpr int detailRole = Qt::UserRole;

/// The name on the left, the detail, paler, on the right.
class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QString detail = index.data(detailRole).toString();
        const int width = option.fontMetrics.horizontalAdvance(detail);
        QStyledItemDelegate::paint(painter, option, index); // the background
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const QPalette& palette = option.palette;
        const QRect row = option.rect.adjusted(6, 0, -6, 0);
        painter->save();
        painter->setFont(option.font);
        painter->setPen(palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        const int room = row.width() - (width > 0 ? width + 12 : 0);
        painter->drawText(QRect(row.topLeft(), QSize(room, row.height())), Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, room));
        painter->setPen(palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->restore();
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text.clear(); // drawn above
    }
};

} // namespace

/// The entries and which of them fit.
class PaletteModel : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<PaletteEntry> entries)
    {
        beginResetModel();
        m_entries = std::move(entries);
        m_folded.clear();
        m_folded.reserve(m_entries.size());
        for (const PaletteEntry& entry : m_entries)
            m_folded.push_back(foldedForSearch(entry.name));
        m_query.clear();
        m_fitting.resize(m_entries.size());
        std::iota(m_fitting.begin(), m_fitting.end(), std::size_t{0});
        m_shown.assign(m_fitting.begin(), m_fitting.begin() + static_cast<std::ptrdiff_t>(shownCount()));
        endResetModel();
    }

    void search(const QString& typed)
    {
        const QString query = foldedForSearch(typed).simplified();
        if (query == m_query) return;
        beginResetModel();
        if (!query.startsWith(m_query)) {
            m_fitting.resize(m_entries.size());
            std::iota(m_fitting.begin(), m_fitting.end(), std::size_t{0});
        }
        m_query = query;
        std::vector<std::pair<int, std::size_t>> scores; // negative, so that ascending is best first, ties in order
        scores.reserve(m_fitting.size());
        for (const std::size_t entry : m_fitting)
            if (const int score = query.isEmpty() ? 0 : fuzzyScore(query, m_folded[entry]); score != noMatch)
                scores.emplace_back(-score, entry);
        m_fitting.clear();
        for (const auto& [score, entry] : scores)
            m_fitting.push_back(entry);
        const auto end = scores.begin() + static_cast<std::ptrdiff_t>(shownCount());
        std::partial_sort(scores.begin(), end, scores.end());
        m_shown.clear();
        for (auto at = scores.begin(); at != end; ++at)
            m_shown.push_back(at->second);
        endResetModel();
    }

    [[nodiscard]] const PaletteEntry* at(int row) const
    {
        const auto place = static_cast<std::size_t>(row);
        return row < 0 || place >= m_shown.size() ? nullptr : &m_entries[m_shown[place]];
    }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        const PaletteEntry* entry = at(index.row());
        if (!entry) return {};
        if (role == Qt::DisplayRole) return entry->name;
        if (role == detailRole) return entry->detail;
        if (role == Qt::AccessibleTextRole)
            return entry->detail.isEmpty() ? entry->name : entry->name + QStringLiteral(", ") + entry->detail;
        return {};
    }

private:
    [[nodiscard]] std::size_t shownCount() const { return std::min(m_fitting.size(), CommandPalette::mostShown); }

    std::vector<PaletteEntry> m_entries;
    std::vector<QString> m_folded;
    QString m_query;
    std::vector<std::size_t> m_fitting; ///< ascending
    std::vector<std::size_t> m_shown;   ///< best first
};

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint), m_line(new QLineEdit(this)),
      m_list(new QListView(this)), m_model(new PaletteModel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Find anything"));
    setFrameStyle(QFrame::StyledPanel | QFrame::Raised);
    m_line->setObjectName(QStringLiteral("paletteLine"));
    m_line->setAccessibleName(tr("Find a command, tensor, metric, sample or recent file"));
    m_line->setPlaceholderText(tr("Command, tensor, metric, sample, recent file"));
    m_line->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus); // the line keeps it; arrows go to the list all the same
    m_list->setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    column->addWidget(m_line);
    column->addWidget(m_list);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::open(std::vector<PaletteEntry> entries)
{
    m_model->setEntries(std::move(entries));
    m_line->clear();
    step(0);
    const QWidget* window = parentWidget();
    const int width = std::min(widest, window->width() - 40);
    const int row = m_list->fontMetrics().height() + 6;
    resize(width, m_line->sizeHint().height() + rows * row + 20);
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, 60)));
    show();
    m_line->setFocus(Qt::PopupFocusReason);
}

QStringList CommandPalette::shown() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        names.append(m_model->at(row)->name);
    return names;
}

void CommandPalette::search()
{
    m_model->search(m_line->text());
    step(0);
    m_list->scrollToTop();
}

/// Moves the current row; the first one if there is none.
void CommandPalette::step(int by)
{
    if (m_model->rowCount() == 0) return;
    const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() + by : 0;
    m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, m_model->rowCount() - 1)));
}

void CommandPalette::runCurrent()
{
    const PaletteEntry* entry = m_model->at(m_list->currentIndex().row());
    if (!entry) return;
    const std::function<void()> run = entry->run;
    hide(); // first: what is run may open a window or make this one anew
    run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_line) return QFrame::eventFilter(watched, event);
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride) return false;
    const auto* key = static_cast<const QKeyEvent*>(event);
    int by = 0;
    switch (key->key()) {
    case Qt::Key_Up: by = -1; break;
    case Qt::Key_Down: by = +1; break;
    case Qt::Key_PageUp: by = -rows; break;
    case Qt::Key_PageDown: by = +rows; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Escape: break;
    default: return false;
    }
    event->accept(); // no shortcut of the window
    if (event->type() == QEvent::ShortcutOverride) return true;
    if (by != 0)
        step(by);
    else if (key->key() == Qt::Key_Escape)
        hide();
    else
        runCurrent();
    return true;
}

} // namespace alidade
